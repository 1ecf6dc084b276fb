package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/envguard/envguard/rules"
)

// gitlabSchema is the version of GitLab's schema for security reports.
const gitlabSchema = "15.2.1"

// gitlabTime is how the schema wants times, in UTC.
const gitlabTime = "2006-01-02T15:04:05"

// noCommit is what GitLab's own analyzer writes where no commit is known.
const noCommit = "0000000"

// writeGitLabSecrets writes a Secret Detection report.
func writeGitLabSecrets(w io.Writer, r *Report) error {
	rows := r.rows()
	found := make([]object, 0, len(rows))
	ids := uniqueIDs{}
	for i := range rows {
		f := &rows[i]
		commit := object{"sha": cmp.Or(f.Commit, noCommit)}
		if f.Author != "" {
			commit["author"] = Escape(f.Author)
		}
		if f.Date != "" {
			commit["date"] = f.Date
		}
		location := object{"file": f.Path, "commit": commit}
		if f.Line > 0 {
			location["start_line"], location["end_line"] = f.Line, max(f.Line, f.EndLine)
		}
		v := object{
			"id":          rowID(ids, f.Rule, f.path, f.Fingerprint),
			"category":    "secret_detection",
			"name":        title(f.f.Rule),
			"description": f.Message,
			"severity":    gitlabSeverity(f.Severity),
			"location":    location,
			"identifiers": []object{{"type": "envguard_rule_id", "name": "envguard rule " + f.Rule, "value": f.Rule}},
		}
		if lines := r.advice(f); len(lines) > 0 {
			v["solution"] = strings.Join(lines, "\n")
		}
		if f.Secret != "" {
			v["raw_source_code_extract"] = f.Secret
		}
		found = append(found, v)
	}
	tool := object{"id": "envguard", "name": "envguard", "version": r.toolVersion(), "vendor": object{"name": "envguard"}}
	status := "success"
	messages := []object{}
	for _, n := range r.notices() {
		level := bySeverity(n.Severity, "fatal", "warn", "info")
		messages = append(messages, object{"level": level, "value": n.place() + Escape(n.Message)})
	}
	if r.Result.Incomplete() {
		status = "failure"
	}
	return WriteJSON(w, object{
		"version": gitlabSchema,
		"scan": object{
			"analyzer": tool, "scanner": tool, "type": "secret_detection", "status": status, "messages": messages,
			"start_time": r.Start.UTC().Format(gitlabTime), "end_time": r.Start.Add(r.Elapsed.Round(time.Second)).UTC().Format(gitlabTime),
		},
		"vulnerabilities": found,
	})
}

// place returns the place of a notice as the beginning of a sentence.
func (n *notice) place() string {
	if n.Path == "" {
		return ""
	}
	return place(n.Path, n.Line, 0) + ": "
}

func gitlabSeverity(s rules.Severity) string {
	return bySeverity(s, "Critical", "Medium", "Info")
}

// rowID returns an id that is the same in the next run, and differs within one.
func rowID(ids uniqueIDs, parts ...string) string {
	sum := sha256.Sum256([]byte(ids.of(strings.Join(parts, "\x00"))))
	return hex.EncodeToString(sum[:16])
}

// writeGitLabQuality writes a Code Quality report.
func writeGitLabQuality(w io.Writer, r *Report) error {
	rows := r.rows()
	all := make([]object, 0, len(rows))
	ids := uniqueIDs{}
	add := func(rule, path, id, text, severity string, line int) {
		all = append(all, object{
			"description": text, "check_name": rule, "severity": severity,
			"fingerprint": rowID(ids, rule, path, id),
			"location":    object{"path": newJSONPlace(cmp.Or(path, ".")).Path, "lines": object{"begin": max(1, line)}},
		})
	}
	for i := range rows {
		f := &rows[i]
		severity := bySeverity(f.Severity, "critical", "major", "info")
		add(f.Rule, f.path, f.Fingerprint, shownMessage(f.f), severity, f.Line)
	}
	for _, n := range r.notices() {
		severity := bySeverity(n.Severity, "blocker", "major", "info")
		add(n.Rule, n.Path, strconv.Itoa(n.Line), Escape(n.Message), severity, n.Line)
	}
	return WriteJSON(w, all)
}
