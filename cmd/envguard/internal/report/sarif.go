package report

import (
	"io"
	"strings"
	"time"

	"github.com/envguard/envguard/rules"
)

// object is a JSON object of a format that others define.
type object = map[string]any

// writeSARIF writes SARIF 2.1.0.
func writeSARIF(w io.Writer, r *Report) error {
	rows := r.rows()
	index := map[string]int{}
	list := []object{}
	for i, rule := range rulesOf(rows, r.Result.Suppressed) {
		index[rule.ID] = i
		list = append(list, sarifRule(rule))
	}
	results := make([]object, 0, len(rows)+len(r.Result.Suppressed))
	for i := range rows {
		results = append(results, r.sarifResult(&rows[i], index))
	}
	for i := range r.Result.Suppressed {
		f := &r.Result.Suppressed[i]
		result := r.sarifResult(&row{r.jsonFinding(f), f.Path, f}, index)
		suppression := object{"kind": "inSource"}
		if strings.HasPrefix(f.SuppressedBy, ".envguard") { // a file of the project, not a comment
			suppression["kind"] = "external"
		}
		if f.Reason != "" {
			suppression["justification"] = EscapeMasked(f.Reason)
		}
		result["suppressions"] = []object{suppression}
		results = append(results, result)
	}
	invocation := object{"executionSuccessful": !r.Result.Incomplete(), "endTimeUtc": r.Start.Add(r.Elapsed).UTC().Format(time.RFC3339)}
	if all := r.sarifNotifications(); len(all) > 0 {
		invocation["toolExecutionNotifications"] = all
	}
	return WriteJSON(w, object{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []object{{
			"tool":               object{"driver": object{"name": "envguard", "version": r.toolVersion(), "rules": list}},
			"columnKind":         "unicodeCodePoints",
			"originalUriBaseIds": object{"SRCROOT": object{"description": object{"text": "the repository's top, or the scanned folder"}}},
			"invocations":        []object{invocation},
			"results":            results,
		}},
	})
}

func sarifRule(rule *rules.Rule) object {
	text := rule.Doc
	if rule.Fix != "" {
		text = strings.TrimSpace(text + "\n\nWhat to do: " + rule.Fix)
	}
	out := object{
		"id":                   rule.ID,
		"shortDescription":     object{"text": title(rule)},
		"defaultConfiguration": object{"level": sarifLevel(rule.Severity)},
		"properties":           object{"tags": []string{"security", "secret"}, "precision": "high", "security-severity": securitySeverity(rule.Severity)},
	}
	if text != "" {
		out["fullDescription"] = object{"text": Escape(strings.ReplaceAll(rule.Doc, "\n", " ") + " ")}
		out["help"] = object{"text": text, "markdown": text}
	}
	if strings.HasPrefix(rule.Source, "https://") {
		out["helpUri"] = rule.Source
	}
	return out
}

// securitySeverity is the score by which code scanning sorts alerts.
func securitySeverity(s rules.Severity) string {
	return bySeverity(s, "8.5", "5.0", "2.0")
}

func sarifLevel(s rules.Severity) string {
	return bySeverity(s, "error", "warning", "note")
}

func (r *Report) sarifResult(w *row, index map[string]int) object {
	text := shownMessage(w.f)
	if lines := r.advice(w); len(lines) > 0 {
		text += "\n" + strings.Join(lines, "\n")
	}
	location := w.sarifLocation()
	out := object{
		"ruleId":    w.Rule,
		"ruleIndex": index[w.Rule],
		"level":     sarifLevel(w.Severity),
		"message":   object{"text": text},
		"locations": []object{location},
		"rank":      w.Confidence * 100,
	}
	properties := object{"confidence": w.Confidence, "secret": w.Secret, "remedy": w.Remedy}
	if w.Commit != "" {
		properties["commit"], properties["author"], properties["date"] = w.Commit, Escape(w.Author), w.Date
	}
	if w.Group > 0 {
		properties["group"] = w.Group
	}
	out["properties"] = properties
	if w.Fingerprint != "" {
		out["partialFingerprints"] = object{"envguard/v1": w.Fingerprint}
	}
	if w.f.Trail != nil {
		steps := []object{{"location": withMessage(location, w.since())}}
		for _, p := range w.f.Also {
			steps = append(steps, object{"location": withMessage(fileLocation(p.Path, p.Line, p.Column, 0, 0), "the same secret is here, too")})
		}
		out["codeFlows"] = []object{{"threadFlows": []object{{"locations": steps}}}}
	}
	return out
}

// since says when a secret entered the history.
func (w *row) since() string {
	s := "the secret is here first"
	if w.Commit != "" {
		s += ", since commit " + shortID(w.Commit) + " of " + w.f.Origin.When.UTC().Format(time.DateOnly)
	}
	if w.f.Trail.InHead {
		return s + "; HEAD has it still"
	}
	return s + "; HEAD does not have it"
}

func withMessage(location object, text string) object {
	out := object{"message": object{"text": text}}
	for k, v := range location {
		out[k] = v
	}
	return out
}

func (w *row) sarifLocation() object {
	if w.inText() {
		return object{"logicalLocations": []object{{"fullyQualifiedName": Escape(w.Path), "kind": w.f.Origin.Kind.String()}}}
	}
	location := fileLocation(w.path, w.Line, w.Column, w.EndLine, w.EndColumn)
	if text := w.excerpt(); text != "" {
		location["physicalLocation"].(object)["region"].(object)["snippet"] = object{"text": text}
	}
	return location
}

func fileLocation(path string, line, column, endLine, endColumn int) object {
	physical := object{"artifactLocation": object{"uri": pathURI(path), "uriBaseId": "SRCROOT"}}
	if line > 0 {
		region := object{"startLine": line}
		if column > 0 {
			region["startColumn"] = column
		}
		if endLine >= line && endColumn > 0 {
			region["endLine"], region["endColumn"] = endLine, endColumn
		}
		physical["region"] = region
	}
	return object{"physicalLocation": physical}
}

// sarifNotifications returns the notices.
func (r *Report) sarifNotifications() []object {
	var all []object
	for _, n := range r.notices() {
		o := object{"descriptor": object{"id": n.Rule}, "level": sarifLevel(n.Severity), "message": object{"text": Escape(n.Message)}}
		if n.Path != "" {
			o["locations"] = []object{fileLocation(n.Path, n.Line, 0, 0, 0)}
		}
		all = append(all, o)
	}
	return all
}
