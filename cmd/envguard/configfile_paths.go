package main

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/custom"
	"github.com/envguard/envguard/scanner"
)

// A localSeverity is the severity of a rule in some files.
type localSeverity struct {
	rule  string
	in    func(path string) bool
	to    rules.Severity
	paths []string
}

// An allowance permits values wherever they are, or in some files.
type allowance struct {
	values   []string
	patterns []func(value string) bool
	rules    []string               // nil is all
	in       func(path string) bool // nil is everywhere
	reason   string
	doc      *tomlAllow
}

// knownRules returns the rules that a pattern of the file means, or says that there is
// none.
type knownRules func(pattern, place string) ([]string, error)

// ids returns the names of all rules, the file's own included.
func (c *configuration) ids() []string {
	var ids []string
	for _, r := range builtin.All() {
		ids = append(ids, r.ID)
	}
	if c != nil {
		for _, r := range c.own {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// matching returns the ids that a pattern means: one name, or several with * and ?.
func matching(pattern string, ids []string) []string {
	if !strings.ContainsAny(pattern, "*?[") {
		if slices.Contains(ids, pattern) {
			return []string{pattern}
		}
		return nil
	}
	var found []string
	for _, id := range ids {
		if ok, err := path.Match(pattern, id); ok && err == nil {
			found = append(found, id)
		}
	}
	return found
}

// severities reads a table of severities. A name wins over a pattern, and a longer
// pattern over a shorter one.
func severities(table map[string]string, place string, at *places, known knownRules) (map[string]rules.Severity, error) {
	out := map[string]rules.Severity{}
	exact := func(p string) int {
		if strings.ContainsAny(p, "*?[") {
			return 0
		}
		return 1
	}
	patterns := slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		return cmp.Or(cmp.Compare(exact(a), exact(b)), cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	for _, p := range patterns {
		ids, err := known(p, place+p)
		if err != nil {
			return nil, err
		}
		s, err := severityOf(table[p], place+p, at)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out[id] = s
		}
	}
	return out, nil
}

func (c *configuration) buildOverrides(at *places, known knownRules) error {
	if len(c.doc.Override) > maxOverrides {
		return at.errorf(fmt.Sprintf("override[%d]", maxOverrides), "put several patterns into one list of paths", "there are more than %d overrides", maxOverrides)
	}
	for i, o := range c.doc.Override {
		place := fmt.Sprintf("override[%d]", i)
		if len(o.Paths) == 0 || len(o.Disable)+len(o.Severity) == 0 {
			return at.errorf(place, `write paths = ["/tests/**"] and disable = ["rule"] or severity.rule = "warning"`, "an override needs paths and disable or severity")
		}
		paths, err := pathsOf(o.Paths, place+".paths", at)
		if err != nil {
			return err
		}
		c.silent = append(c.silent, paths)
		for k, pattern := range o.Disable {
			ids, err := known(pattern, fmt.Sprintf("%s.disable[%d]", place, k))
			if err != nil {
				return err
			}
			for _, id := range ids {
				c.switchOff(id, paths)
			}
		}
		table, err := severities(o.Severity, place+".severity.", at, known)
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(table)) {
			c.local = append(c.local, localSeverity{id, paths, table[id], o.Paths})
		}
	}
	return nil
}

// switchOff has a rule report nothing in some files.
func (c *configuration) switchOff(id string, paths func(string) bool) {
	if before := c.partly[id]; before != nil {
		c.partly[id] = func(path string) bool { return before(path) || paths(path) }
	} else {
		c.partly[id] = paths
	}
}

// maxAllowed is how many values and patterns one list has at most.
const maxAllowed = 200

func (c *configuration) buildAllowances(at *places, known knownRules) error {
	if len(c.doc.Allow) > maxOverrides {
		return at.errorf(fmt.Sprintf("allow[%d]", maxOverrides), "put several values into one list", "there are more than %d allowances", maxOverrides)
	}
	for i := range c.doc.Allow {
		doc := &c.doc.Allow[i]
		place := fmt.Sprintf("allow[%d]", i)
		a := allowance{values: doc.Values, reason: strings.Join(strings.Fields(doc.Reason), " "), doc: doc}
		switch {
		case a.reason == "":
			return at.errorf(place, `write reason = "…": why the values may be there`, "an allowance needs a reason")
		case len(doc.Values)+len(doc.Patterns) == 0:
			return at.errorf(place, `write values = ["…"] or patterns = ['…']; paths alone belong into `+ignoreName, "an allowance needs values or patterns")
		case len(doc.Values) > maxAllowed || len(doc.Patterns) > maxAllowed:
			return at.errorf(place, "", "an allowance has at most %d values and %d patterns", maxAllowed, maxAllowed)
		}
		for k, v := range doc.Values {
			if v == "" {
				return at.errorf(fmt.Sprintf("%s.values[%d]", place, k), "leave it out", "the value is empty")
			}
		}
		for k, p := range doc.Patterns {
			fits, err := custom.ValuePattern(p)
			if err != nil {
				return at.errorf(fmt.Sprintf("%s.patterns[%d]", place, k), "it has to match the whole value; name what its values have in common", "%w", err)
			}
			a.patterns = append(a.patterns, fits)
		}
		for k, pattern := range doc.Rules {
			ids, err := known(pattern, fmt.Sprintf("%s.rules[%d]", place, k))
			if err != nil {
				return err
			}
			a.rules = append(a.rules, ids...)
		}
		if doc.Paths != nil {
			paths, err := pathsOf(doc.Paths, place+".paths", at)
			if err != nil {
				return err
			}
			a.in = paths
			c.silent = append(c.silent, paths)
		}
		c.allowed = append(c.allowed, a)
	}
	return nil
}

// covers reports whether a finding is permitted.
func (a *allowance) covers(f *scanner.Finding) bool {
	if a.rules != nil && !slices.Contains(a.rules, f.Rule.ID) {
		return false
	}
	if a.in != nil {
		for _, p := range placePaths(f) {
			if !a.in(p) {
				return false
			}
		}
	}
	secret := f.Secret.Reveal()
	if secret == "" {
		return false // of a repository rule
	}
	return slices.Contains(a.values, secret) ||
		slices.ContainsFunc(a.patterns, func(fits func(string) bool) bool { return fits(secret) })
}

// settle gives findings the severities of their files, and takes out those that the
// configuration allows.
func (c *configuration) settle(res *scanner.Result, strict bool) {
	if c == nil || len(c.local)+len(c.allowed) == 0 {
		return
	}
	kept := res.Findings[:0]
	for _, f := range res.Findings {
		c.settleSeverity(&f, strict)
		if i := slices.IndexFunc(c.allowed, func(a allowance) bool { return a.covers(&f) }); i >= 0 {
			f.SuppressedBy, f.Reason = c.name, c.allowed[i].reason
			res.Suppressed = append(res.Suppressed, f)
			continue
		}
		kept = append(kept, f)
	}
	res.Findings = kept
}

// settleSeverity sets the severity of a finding if all of its files want the same one.
func (c *configuration) settleSeverity(f *scanner.Finding, strict bool) {
	if f.Old {
		return
	}
	places := placePaths(f)
	for _, l := range c.local {
		if l.rule != f.Rule.ID || slices.ContainsFunc(places, func(p string) bool { return !l.in(p) }) {
			continue
		}
		f.Severity = l.to
		if l.to == rules.Error && f.Score < rules.ErrorScore && f.Rule.CheckRepo == nil {
			f.Severity = rules.Warning
		}
		if strict && f.Severity == rules.Warning {
			f.Severity = rules.Error
		}
	}
}

// localWeakenings adds, in words, what is milder in some files and which values are
// allowed.
func (c *configuration) localWeakenings(list map[string]string) {
	for _, l := range c.local {
		r := builtin.ByID(l.rule)
		if i := slices.IndexFunc(c.own, func(r *rules.Rule) bool { return r.ID == l.rule }); r == nil && i >= 0 {
			r = c.own[i]
		}
		if r != nil && l.to < r.Severity {
			list[fmt.Sprintf("makes %s a matter of severity %s in %s", l.rule, l.to, strings.Join(l.paths, ", "))] = l.rule
		}
	}
	for i := range c.allowed {
		a := &c.allowed[i]
		id := builtin.All()[0].ID // some rule that exists: an allowance is about all
		if a.rules != nil {
			id = a.rules[0]
		}
		for _, v := range a.values {
			list[fmt.Sprintf("allows a value (%s, %s)", a.reason, digestOf(v, a))] = id
		}
		for _, p := range a.doc.Patterns {
			list[fmt.Sprintf("allows values of %s (%s)", p, strings.Join(append(slices.Clone(a.doc.Rules), a.doc.Paths...), ", "))] = id
		}
	}
}
