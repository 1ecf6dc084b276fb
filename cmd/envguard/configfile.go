package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/builtin"
	"github.com/envguard/envguard/rules/custom"
	"github.com/envguard/envguard/scanner"
)

// configName is the configuration file at a repository's top.
const configName = ".envguard.toml"

// The limits of a configuration file. They bound what it costs to read one, and
// rules.MaxPatternsSize what its patterns cost.
const (
	maxConfig    = 256 << 10 // bytes
	maxOverrides = 100
	maxPaths     = 200 // of one list
)

// The document, as it is in the file.
type (
	tomlConfig struct {
		Schema   string            `toml:"$schema"` // for editors
		Disable  []string          `toml:"disable"`
		Severity map[string]string `toml:"severity"`
		Strict   *bool             `toml:"strict"`
		AllLines *bool             `toml:"all-lines"`
		Format   *string           `toml:"format"`
		Override []tomlOverride    `toml:"override"`
		Allow    []tomlAllow       `toml:"allow"`
		Rule     []tomlRule        `toml:"rule"`
	}
	tomlOverride struct {
		Paths    []string          `toml:"paths"`
		Disable  []string          `toml:"disable"`
		Severity map[string]string `toml:"severity"`
	}
	tomlAllow struct {
		Values   []string `toml:"values"`
		Patterns []string `toml:"patterns"`
		Rules    []string `toml:"rules"`
		Paths    []string `toml:"paths"`
		Reason   string   `toml:"reason"`
	}
	tomlRule struct {
		ID            string        `toml:"id"`
		Title         string        `toml:"title"`
		Doc           string        `toml:"doc"`
		Fix           string        `toml:"fix"`
		Source        string        `toml:"source"`
		Severity      *string       `toml:"severity"`
		Keywords      []string      `toml:"keywords"`
		Pattern       string        `toml:"pattern"`
		SecretGroup   int           `toml:"secret-group"`
		Paths         []string      `toml:"paths"`
		MinRandomness float64       `toml:"min-randomness"`
		Placeholders  bool          `toml:"placeholders"`
		Example       []tomlExample `toml:"example"`
	}
	tomlExample struct {
		Path string `toml:"path"`
		Text string `toml:"text"`
		Why  string `toml:"why"`
	}
)

// A configuration is a file that was read and found right.
type configuration struct {
	name string // as it is shown
	doc  tomlConfig
	own  []*rules.Rule
	// exampleLines are the lines of the file where the examples of own begin.
	exampleLines [][]int

	off      []string // rules that are off everywhere, sorted
	severity map[string]rules.Severity
	partly   map[string]func(path string) bool // rules that are off in some files
	local    []localSeverity                   // severities of some files, the last one counts
	allowed  []allowance
	silent   []func(path string) bool // for scanner.Config
	format   string
	changes  []string // what it switches off that HEAD's version does not
}

// ruleSet returns the rules that run, the most specific first. An own rule of
// severity error has a span that others claim as well, since its author knows
// more of it; a milder one does not: it would make errors milder that are not
// mentioned in the configuration.
func (c *configuration) ruleSet() []*rules.Rule {
	if c == nil {
		return builtin.All()
	}
	var first, last []*rules.Rule
	for _, r := range c.own {
		if slices.Contains(c.off, r.ID) {
			continue
		}
		if r = c.applied(r); r.Severity == rules.Error {
			first = append(first, r)
		} else {
			last = append(last, r)
		}
	}
	for _, r := range builtin.All() {
		if !slices.Contains(c.off, r.ID) {
			first = append(first, c.applied(r))
		}
	}
	return append(first, last...)
}

// applied returns a rule as the configuration wants it.
func (c *configuration) applied(r *rules.Rule) *rules.Rule {
	if to, ok := c.severity[r.ID]; ok {
		r = withSeverity(r, to)
	}
	if off := c.partly[r.ID]; off != nil {
		r = offIn(r, off, c.name)
	}
	return r
}

// withSeverity returns a rule with another severity. The findings of repository
// rules have severities of their own, whose rule's is the highest.
func withSeverity(r *rules.Rule, to rules.Severity) *rules.Rule {
	was, n := r.Severity, *r
	n.Severity = to
	if check := r.CheckRepo; check != nil {
		n.CheckRepo = func(repo *rules.Repo) ([]rules.Match, error) {
			ms, err := check(repo)
			for i := range ms {
				if ms[i].Severity == was || ms[i].Severity > to {
					ms[i].Severity = to
				}
			}
			return ms, err
		}
	}
	return &n
}

// offIn returns a rule that reports nothing in some files.
func offIn(r *rules.Rule, off func(path string) bool, by string) *rules.Rule {
	n := *r
	on := func(c *rules.Candidate) bool {
		if off(c.File.Path) {
			return c.GateText("path", false, "switched off here by "+by)
		}
		return c.GateText("path", true, "")
	}
	if check := r.Check; check != nil {
		n.Check = func(c *rules.Candidate) (rules.Match, bool) {
			m, ok := check(c)
			if !ok || !on(c) {
				return rules.Match{}, false
			}
			return m, true
		}
	}
	if lines := r.Lines; lines != nil {
		n.Lines = &rules.Lines{Words: lines.Words, Check: func(c *rules.Candidate, found func(rules.Match)) {
			lines.Check(c, func(m rules.Match) {
				if on(c) {
					found(m)
				}
			})
		}}
	}
	if check := r.CheckRepo; check != nil {
		n.CheckRepo = func(repo *rules.Repo) ([]rules.Match, error) {
			ms, err := check(repo)
			return slices.DeleteFunc(ms, func(m rules.Match) bool { return off(m.Path) }), err
		}
	}
	return &n
}

// apply sets what flags do not say.
func (c *configuration) apply(o *options) {
	if c == nil {
		return
	}
	given := func(name string) bool { return o.given != nil && o.given(name) }
	if c.doc.Strict != nil && !given("strict") {
		o.strict = *c.doc.Strict
	}
	if c.doc.AllLines != nil && !given("all-lines") {
		o.allLines = *c.doc.AllLines
	}
	if c.format != "" && !given("format") {
		o.format = c.format
	}
}

// summary is what the report says of the configuration.
func (c *configuration) summary() *report.Configuration {
	if c == nil {
		return nil
	}
	s := &report.Configuration{File: c.name, Own: len(c.own), Off: c.off, Changes: c.changes}
	s.Milder = c.milder()
	for id := range c.partly {
		s.Partly = append(s.Partly, id)
	}
	slices.Sort(s.Partly)
	return s
}

// milder lists the rules whose severity is lower than they say themselves.
func (c *configuration) milder() (ids []string) {
	for _, list := range [...][]*rules.Rule{builtin.All(), c.own} {
		for _, r := range list {
			if to, ok := c.severity[r.ID]; ok && to < r.Severity {
				ids = append(ids, r.ID)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// weakenings lists, in words, what a configuration switches off or makes milder,
// with the rule that it concerns.
func (c *configuration) weakenings() map[string]string {
	list := map[string]string{}
	if c == nil {
		return list
	}
	for _, id := range c.off {
		list["switches off "+id] = id
	}
	for _, id := range c.milder() {
		list[fmt.Sprintf("makes %s a matter of severity %s", id, c.severity[id])] = id
	}
	for _, o := range c.doc.Override {
		for _, pattern := range o.Disable {
			for _, id := range matching(pattern, c.ids()) {
				for _, p := range o.Paths {
					list[fmt.Sprintf("switches off %s in %s", id, p)] = id
				}
			}
		}
	}
	c.localWeakenings(list)
	return list
}

// compare notes what the configuration switches off that the old one, nil if
// there was none, does not.
func (c *configuration) compare(old *configuration) {
	before := old.weakenings()
	for w, id := range c.weakenings() {
		if _, was := before[w]; !was && (builtin.ByID(id) != nil || old.adds(id)) {
			c.changes = append(c.changes, w)
		}
	}
	defer func() { slices.Sort(c.changes) }()
	if old == nil {
		return
	}
	now := map[string]tomlRule{}
	for _, r := range c.doc.Rule {
		now[r.ID] = r
	}
	for _, was := range old.doc.Rule {
		switch is, ok := now[was.ID]; {
		case !ok:
			c.changes = append(c.changes, "takes out the rule "+was.ID)
		case !sameMatches(is, was):
			c.changes = append(c.changes, "changes what the rule "+was.ID+" finds")
		}
	}
	for name, pair := range map[string][2]*bool{"strict": {old.doc.Strict, c.doc.Strict}, "all-lines": {old.doc.AllLines, c.doc.AllLines}} {
		if isTrue(pair[0]) && !isTrue(pair[1]) {
			c.changes = append(c.changes, "takes out "+name)
		}
	}
}

// adds reports whether it has a rule of its own of that name.
func (c *configuration) adds(id string) bool {
	return c != nil && slices.ContainsFunc(c.own, func(r *rules.Rule) bool { return r.ID == id })
}

func isTrue(b *bool) bool { return b != nil && *b }

// sameMatches reports whether two versions of a rule find the same.
func sameMatches(a, b tomlRule) bool {
	severity := func(s *string) string {
		if s == nil {
			return rules.Error.String()
		}
		return *s
	}
	return a.Pattern == b.Pattern && a.SecretGroup == b.SecretGroup && a.MinRandomness == b.MinRandomness &&
		a.Placeholders == b.Placeholders && severity(a.Severity) == severity(b.Severity) &&
		slices.Equal(a.Keywords, b.Keywords) && slices.Equal(a.Paths, b.Paths)
}

// build checks a document and makes the configuration of it.
func buildConfiguration(name string, doc tomlConfig, at *places) (*configuration, error) {
	c := &configuration{name: name, doc: doc, severity: map[string]rules.Severity{}, partly: map[string]func(string) bool{}}
	if err := c.buildRules(at); err != nil {
		return nil, err
	}
	ids := c.ids()
	known := func(pattern, place string) ([]string, error) {
		if found := matching(pattern, ids); len(found) > 0 {
			return found, nil
		}
		hint := "`envguard rules` lists the rules; fernet-* means several"
		if n := nearest(pattern, ids); n != "" {
			hint = fmt.Sprintf("did you mean %q?", n)
		}
		return nil, at.errorf(place, hint, "there is no rule %q", clip(pattern))
	}
	for i, pattern := range doc.Disable {
		found, err := known(pattern, fmt.Sprintf("disable[%d]", i))
		if err != nil {
			return nil, err
		}
		c.off = append(c.off, found...)
	}
	slices.Sort(c.off)
	c.off = slices.Compact(c.off)
	var err error
	if c.severity, err = severities(doc.Severity, "severity.", at, known); err != nil {
		return nil, err
	}
	if err := c.buildOverrides(at, known); err != nil {
		return nil, err
	}
	if err := c.buildAllowances(at, known); err != nil {
		return nil, err
	}
	if doc.Format != nil {
		if _, err := report.Lookup(*doc.Format); err != nil {
			var names []string
			for _, f := range report.Formats() {
				names = append(names, f.Name)
			}
			return nil, at.errorf("format", "the formats are "+strings.Join(names, ", "), "%w", err)
		}
		c.format = *doc.Format
	}
	return c, nil
}

// buildRules makes the file's own rules.
func (c *configuration) buildRules(at *places) error {
	list := make([]custom.Custom, 0, len(c.doc.Rule))
	for i := range c.doc.Rule {
		r := &c.doc.Rule[i]
		place := fmt.Sprintf("rule[%d]", i)
		for _, need := range [...]struct{ name, value string }{{"id", r.ID}, {"pattern", r.Pattern}} {
			if need.value == "" {
				return at.errorf(place, "", "the rule has no %s", need.name)
			}
		}
		custom := custom.Custom{
			ID: r.ID, Title: r.Title, Doc: r.Doc, Fix: r.Fix, Source: r.Source, Severity: rules.Error, Keywords: r.Keywords, Pattern: r.Pattern,
			SecretGroup: r.SecretGroup, MinRandomness: r.MinRandomness, Placeholders: r.Placeholders,
		}
		if r.Severity != nil {
			s, err := severityOf(*r.Severity, place+".severity", at)
			if err != nil {
				return err
			}
			custom.Severity = s
		}
		if r.Paths != nil {
			paths, err := pathsOf(r.Paths, place+".paths", at)
			if err != nil {
				return err
			}
			custom.Paths = paths
			c.silent = append(c.silent, func(path string) bool { return !paths(path) })
		}
		for k, e := range r.Example {
			if strings.Count(e.Text, "«") != strings.Count(e.Text, "»") {
				return at.errorf(fmt.Sprintf("%s.example[%d].text", place, k), "", "a mark « is not closed by », or the other way round")
			}
			custom.Examples = append(custom.Examples, rules.Example{Path: e.Path, Text: e.Text, Why: e.Why})
		}
		list = append(list, custom)
	}
	own, i, err := custom.CustomRules(list)
	if err != nil {
		place := fmt.Sprintf("rule[%d]", i)
		if e, ok := err.(*custom.CustomError); ok {
			return at.errorf(place+"."+e.Field, e.Hint(), "%w", err)
		}
		return at.errorf(place, "", "%w", err)
	}
	c.own = own
	for i := range c.doc.Rule {
		var lines []int
		for k := range c.doc.Rule[i].Example {
			lines = append(lines, at.line(fmt.Sprintf("rule[%d].example[%d]", i, k)))
		}
		c.exampleLines = append(c.exampleLines, lines)
	}
	return nil
}

func severityOf(s, place string, at *places) (rules.Severity, error) {
	if v, ok := severityNamed(s); ok {
		return v, nil
	}
	return 0, at.errorf(place, `write "error", "warning" or "info"; disable = ["rule"] switches a rule off`, "there is no severity %q", clip(s))
}

func severityNamed(s string) (rules.Severity, bool) {
	for _, v := range []rules.Severity{rules.Info, rules.Warning, rules.Error} {
		if s == v.String() {
			return v, true
		}
	}
	return 0, false
}

func pathsOf(list []string, place string, at *places) (func(string) bool, error) {
	if len(list) == 0 || len(list) > maxPaths {
		return nil, at.errorf(place, "", "a list of paths has 1 to %d patterns", maxPaths)
	}
	paths, i, err := scanner.ParsePaths(list)
	if err != nil {
		return nil, at.errorf(fmt.Sprintf("%s[%d]", place, i), "patterns are those of .envguardignore", "the path %q: %w", clip(list[i]), err)
	}
	return paths.Match, nil
}

func clip(s string) string {
	if len(s) > 60 {
		return s[:60] + "…"
	}
	return s
}
