// Package language describes the syntax of files by their names: how comments
// and strings are written, and whether a word without quotes is a value. To add
// a language, add a row to the table.
package language

import (
	"path"
	"strings"
	"sync"
)

// A Language describes the syntax of files, as far as finding a secret in them
// needs it.
type Language struct {
	Name string
	// Code is set where a word without quotes is an identifier, not a value.
	Code bool
	// Program is set where, besides, the file is source code.
	Program bool

	// Bare says where a value without quotes ends, in files that have them.
	Bare Bare
	// Raw is set where a value without quotes may hold any sign: brackets mean nothing.
	Raw bool
	// Semi is set where a blank and a semicolon begin a comment behind a value.
	Semi bool
	// Pairs is set where a line can be a name, a blank and a value.
	Pairs bool

	// Line are the leaders of comments that go on to the end of the line.
	Line []string
	// LineStart are leaders that begin a comment only as the first word of a line.
	LineStart []string
	// Block are the delimiters of comments that can go over several lines.
	Block [][2]string
	// Strings are the delimiters of string literals, the longest first.
	Strings []String
	// Member is set where comments do not exist and a member of an object can say
	// what a comment would.
	Member bool
}

// Bare says where a value without quotes ends.
type Bare uint8

// The ends of bare values.
const (
	NoBare  Bare = iota // values need quotes, or an element's tags
	ToEnd               // at the end of the line
	ToBlank             // at a blank
)

// A String is a way to write a string literal.
type String struct {
	Open, Close string
	Escape      byte // what makes the next character literal; 0 if nothing does
	Lines       bool // it may go over several lines
}

// What languages share.
var (
	slashes  = []string{"//"}
	hash     = []string{"#"}
	dashes   = []string{"--"}
	semi     = []string{";"}
	percent  = []string{"%"}
	cBlock   = [][2]string{{"/*", "*/"}}
	xmlBlock = [][2]string{{"<!--", "-->"}}
	single   = String{"'", "'", '\\', false}
	double   = String{`"`, `"`, '\\', false}
	back     = String{"`", "`", '\\', true}
	rawBack  = String{"`", "`", 0, true}
	rawQuote = String{"'", "'", 0, true}
	doubled  = String{`"`, `"`, '\\', true}
	triple   = []String{{`"""`, `"""`, '\\', true}, {"'''", "'''", '\\', true}}
	cStrings = []String{double, single}
	jvm      = []String{{`"""`, `"""`, '\\', true}, double, single}
	shell    = []String{{`"`, `"`, '\\', true}, rawQuote}
)

// A row is a language and the names of its files: extensions without the dot,
// and whole names, in lower case.
type row struct {
	Language
	extensions string
	files      string
}

// Of returns the language of a file by its name, or a language that every common
// comment is a comment in.
func Of(file string) *Language {
	base := strings.ToLower(path.Base(Untemplated(file)))
	by := index()
	if l := by[by.at(base, true)].language; l != nil {
		return l
	}
	if strings.HasPrefix(base, "dockerfile.") || strings.HasPrefix(base, "containerfile.") {
		return by[by.at("dockerfile", true)].language
	}
	if l := by[by.at(strings.TrimPrefix(path.Ext(base), "."), false)].language; l != nil {
		return l
	}
	return &Unknown
}

// Unknown is the language of files whose name says nothing.
var Unknown = Language{
	Name: "unknown",
	Line: []string{"#", "//", "--", ";"}, LineStart: []string{"REM", "rem", "Rem", "dnl", "%", "!", "'", "*", "C", "c"},
	Block: [][2]string{{"/*", "*/"}, {"<!--", "-->"}, {"{#", "#}"}, {"(*", "*)"}, {"{-", "-}"}, {"@*", "*@"}, {"{{!", "}}"}, {"<%--", "--%>"}, {"<#", "#>"}},
	Strings: []String{
		{`"`, `"`, '\\', false}, {"'", "'", '\\', false}, {"`", "`", '\\', false},
	},
	Member: true,
	Bare:   ToEnd,
}

// An indexed is the table by name. It is built at nearly every start, so it is no map:
// a name is where its hash says or behind it.
type indexed [1 << 10]struct {
	name     string
	file     bool // a whole name, not an extension
	language *Language
}

// at returns where a name is, or where there is room for it.
func (by *indexed) at(name string, file bool) int {
	hash := uint32(len(name))
	for i := range len(name) {
		hash = hash*31 + uint32(name[i])
	}
	for i := int(hash % uint32(len(by))); ; i = (i + 1) % len(by) {
		if e := &by[i]; e.language == nil || e.file == file && e.name == name {
			return i
		}
	}
}

func (by *indexed) add(names string, file bool, l *Language) {
	for names != "" {
		var name string
		name, names, _ = strings.Cut(names, " ")
		e := &by[by.at(name, file)]
		e.name, e.file, e.language = name, file, l
	}
}

var index = sync.OnceValue(func() *indexed {
	by := new(indexed)
	for i := range table {
		r := &table[i]
		by.add(r.extensions, false, &r.Language)
		by.add(r.files, true, &r.Language)
	}
	return by
})

// Untemplated returns the path of a configuration file that is written as a
// template without the template's extension: app.yml.j2 is read as app.yml is.
// Other paths are returned as they are.
func Untemplated(file string) string {
	ext := path.Ext(file)
	switch ext {
	case ".j2", ".jinja", ".jinja2", ".ejs", ".erb", ".epp", ".hbs", ".mustache", ".tmpl", ".tpl", ".gotmpl", ".template", ".ctmpl":
	default:
		return file
	}
	inner := strings.TrimSuffix(file, ext)
	switch path.Ext(inner) {
	case ".yml", ".yaml", ".conf", ".cfg", ".cnf", ".ini", ".properties", ".env", ".service", ".sh", ".toml", ".hcl", ".json", ".xml":
		return inner
	}
	return file
}
