package report

import (
	"io"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
)

// The parts of SARIF 2.1.0 (OASIS, 2020) that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string            `json:"id"`
		Short         sarifText         `json:"shortDescription"`
		Full          *sarifText        `json:"fullDescription,omitempty"`
		Help          sarifText         `json:"help"`
		Configuration map[string]string `json:"defaultConfiguration"`
		Properties    map[string]any    `json:"properties"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		CodeFlows    []sarifCodeFlow    `json:"codeFlows,omitempty"`
		Properties   map[string]any     `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndLine     int `json:"endLine,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification,omitempty"`
	}
	sarifCodeFlow struct {
		ThreadFlows []sarifThreadFlow `json:"threadFlows"`
	}
	sarifThreadFlow struct {
		Locations []sarifFlowLocation `json:"locations"`
	}
	sarifFlowLocation struct {
		Location sarifLocation `json:"location"`
	}
)

func sarifLevel(s rules.Severity) string {
	switch s {
	case rules.Error:
		return "error"
	case rules.Warning:
		return "warning"
	}
	return "note"
}

// securitySeverity is what GitHub sorts by: from 7 on "high".
func securitySeverity(s rules.Severity) string {
	switch s {
	case rules.Error:
		return "8.5"
	case rules.Warning:
		return "5.0"
	}
	return "1.0"
}

func writeSARIF(w io.Writer, r *Report) error {
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "envguard", Version: r.Version, Rules: []sarifRule{}}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	index := map[string]int{}
	ruleOf := func(rule *rules.Rule) int {
		if at, ok := index[rule.ID]; ok {
			return at
		}
		at := len(run.Tool.Driver.Rules)
		index[rule.ID] = at
		s := sarifRule{
			ID: rule.ID, Short: sarifText{visible(firstOf(rule.Title, rule.ID))}, Help: sarifText{visible(firstOf(rule.Fix, "envguard explain "+rule.ID))},
			Configuration: map[string]string{"level": sarifLevel(rule.Severity)},
			Properties:    map[string]any{"tags": []string{"security", "secrets"}, "security-severity": securitySeverity(rule.Severity), "precision": "high"},
		}
		if rule.Doc != "" {
			s.Full = &sarifText{visible(rule.Doc)}
		}
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, s)
		return at
	}
	for _, f := range r.rows() {
		run.Results = append(run.Results, sarifOf(f, ruleOf(f.rule)))
	}
	for i := range r.Result.Suppressed {
		f := &r.Result.Suppressed[i]
		s := sarifOf(row{r.jsonFinding(f), f.Rule}, ruleOf(f.Rule))
		s.Suppressions = []sarifSuppression{{"inSource", "accepted", visible(mask(f.Reason))}}
		run.Results = append(run.Results, s)
	}
	inv := sarifInvocation{Successful: r.Status() != Incomplete}
	for _, s := range r.Result.Skipped {
		inv.Notifications = append(inv.Notifications, sarifNotification{
			Level: "error", Message: sarifText{visible(maskURLs(maskPath(s.Reason)))},
			Locations: []sarifLocation{{Physical: sarifPhysical{Artifact: sarifArtifact{row{jsonFinding: jsonFinding{jsonPlace: newJSONPlace(skippedPath(s.Path))}}.uri(), "%SRCROOT%"}}}},
		})
	}
	for _, p := range r.Result.Problems {
		inv.Notifications = append(inv.Notifications, sarifNotification{Level: "warning", Message: sarifText{visible(mask(p.Path + ": " + p.Message))}})
	}
	run.Invocations = []sarifInvocation{inv}
	return writeDocument(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}}, "SARIF")
}

func sarifOf(f row, rule int) sarifResult {
	at := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{f.uri(), "%SRCROOT%"}, Region: &sarifRegion{StartLine: f.line()}}}
	if f.Line > 0 {
		at.Physical.Region = &sarifRegion{f.Line, f.Column, f.EndLine, f.EndColumn}
	}
	s := sarifResult{
		RuleID: f.Rule, RuleIndex: rule, Level: sarifLevel(f.Severity), Message: sarifText{visible(f.Message)},
		Locations: []sarifLocation{at}, Fingerprints: map[string]string{"envguard/v1": f.Fingerprint},
		Properties: map[string]any{"confidence": f.Confidence, "remedy": f.Remedy.String()},
	}
	if f.Name != "" {
		s.Properties["name"] = f.Name
	}
	if f.Commit != "" {
		step := at
		step.Message = &sarifText{visible(strings.TrimSpace("commit " + f.Commit + " " + f.Author + " " + f.Date))}
		s.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{[]sarifFlowLocation{{step}}}}}}
		s.Properties["commit"], s.Properties["author"], s.Properties["date"] = f.Commit, visible(f.Author), f.Date
	}
	return s
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	return texts[max(0, slices.IndexFunc(texts, func(s string) bool { return s != "" }))]
}
