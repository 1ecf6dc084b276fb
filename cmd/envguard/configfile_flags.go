package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/scanner"
)

// digestOf distinguishes allowed values without showing them.
func digestOf(v string, a *allowance) string {
	sum := sha256.Sum256([]byte(v + "\x00" + strings.Join(a.doc.Rules, ",") + "\x00" + strings.Join(a.doc.Paths, ",")))
	return hex.EncodeToString(sum[:2])
}

// withFlags returns a configuration with what --rule, --skip-rule and --severity say.
func (o *options) withFlags(c *configuration) (*configuration, error) {
	if len(o.onlyRules)+len(o.skipRules)+len(o.severities) == 0 {
		return c, nil
	}
	out := new(configuration)
	if c != nil {
		*out = *c
	} else {
		out.name = "the flags"
	}
	out.off, out.severity = slices.Clone(out.off), maps.Clone(out.severity)
	if out.severity == nil {
		out.severity = map[string]rules.Severity{}
	}
	ids := out.ids()
	find := func(flag, list string) ([]string, error) {
		var found []string
		for pattern := range strings.SplitSeq(list, ",") {
			some := matching(strings.TrimSpace(pattern), ids)
			if len(some) == 0 {
				hint := "`envguard rules` lists the rules; fernet-* means several"
				if n := nearest(pattern, ids); n != "" {
					hint = fmt.Sprintf("did you mean --%s %s?", flag, n)
				}
				return nil, usagef(hint, "reading --%s: there is no rule %q", flag, clip(pattern))
			}
			found = append(found, some...)
		}
		return found, nil
	}
	if len(o.onlyRules) > 0 {
		var only []string
		for _, list := range o.onlyRules {
			some, err := find("rule", list)
			if err != nil {
				return nil, err
			}
			only = append(only, some...)
		}
		for _, id := range ids {
			if !slices.Contains(only, id) {
				out.off = append(out.off, id)
			}
		}
	}
	for _, list := range o.skipRules {
		some, err := find("skip-rule", list)
		if err != nil {
			return nil, err
		}
		out.off = append(out.off, some...)
	}
	for _, pair := range o.severities {
		list, level, ok := strings.Cut(pair, "=")
		to, known := severityNamed(level)
		if !ok || !known {
			return nil, usagef("write --severity jwt=warning; the levels are error, warning and info", "reading --severity %q: it is not RULES=LEVEL", clip(pair))
		}
		some, err := find("severity", list)
		if err != nil {
			return nil, err
		}
		for _, id := range some {
			out.severity[id] = to
		}
	}
	slices.Sort(out.off)
	out.off = slices.Compact(out.off)
	return out, nil
}

// exclude adds the patterns of --exclude to what is ignored, now and before a change:
// the user has chosen them, not the change.
func (o *options) exclude(c *scanner.Config) error {
	if len(o.excluded) == 0 {
		return nil
	}
	for _, ignore := range []**scanner.Ignore{&c.Ignore, &c.IgnoreBefore} {
		with, i, err := (*ignore).With(o.excluded)
		if err != nil {
			return usagef("write it as in "+ignoreName+": *.snap, fixtures/, /vendor/**", "reading --exclude %q: %w", clip(o.excluded[i]), err)
		}
		*ignore = with
	}
	return nil
}
