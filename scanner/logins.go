package scanner

import (
	"bytes"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
)

// Places where nothing but the order of words says which one is a password.

// encodesBase64 accepts calls that make base64, or the bytes for it.
func encodesBase64(call string) bool {
	switch strings.ToLower(call[strings.LastIndexByte(call, '.')+1:]) {
	case "base64_encode", "btoa", "b64encode", "standard_b64encode", "urlsafe_b64encode", "encodetostring", "encode64", "strict_encode64",
		"urlsafe_encode64", "tobase64string", "encodebase64":
		return true
	}
	return strings.EqualFold(call, "Buffer.from")
}

// encodedLogin adds the password of a string name:password that a program makes
// base64 of, as the header of basic authentication wants it: btoa("name:…"),
// EncodeToString([]byte("name:…")).
func (x *extractor) encodedLogin(it item, open []frame) {
	for n := 0; n < 3 && n < len(open); n++ {
		f := &open[len(open)-1-n]
		if f.open != '(' {
			return
		}
		if encodesBase64(f.call) {
			x.loginFlag(it, it.End, "basic")
			return
		}
	}
}

// maxColumns is how many words in front of VALUES are looked at for the names of
// columns, with what is between them.
const maxColumns = 256

// insert adds what INSERT INTO table (columns) VALUES (values), (values) gives to
// columns that are named like secrets; item k is the word VALUES.
func (x *extractor) insert(k, base int) bool {
	d := x.file.Data
	if !x.is(k-1, ')') || !x.is(k+1, '(') {
		return false
	}
	open := k - 2
	for open > base && k-open < maxColumns && !x.is(open, '(') {
		open--
	}
	into := false
	for i := open - 1; i >= base && i > open-8; i-- {
		into = into || x.items[i].Kind == word && foldWord(d, x.items[i], "into")
	}
	if !into || !x.is(open, '(') {
		return false
	}
	columns := x.columns(open, k-1)
	if !slices.ContainsFunc(columns, func(c item) bool { return hasStem(d[c.Start:c.End]) }) {
		return false
	}
	x.rows(k+1, columns)
	return true
}

// columns returns the names between the brackets at items open and shut.
func (x *extractor) columns(open, shut int) (list []item) {
	for i := open + 1; i < shut; i++ {
		if it := x.items[i]; it.Kind != punct && (x.is(i-1, '(') || x.is(i-1, ',')) {
			list = append(list, it)
		}
	}
	return list
}

// rows adds the strings in the columns that are named like secrets, from item k
// on.
func (x *extractor) rows(k int, columns []item) {
	d := x.file.Data
	column, depth := 0, 0
	for i := k; i < len(x.items); i++ {
		switch it := x.items[i]; {
		case x.is(i, '('):
			if depth++; depth == 1 {
				column = 0
			}
		case x.is(i, ')'):
			depth--
		case x.is(i, ',') && depth == 1:
			column++
		case x.is(i, ','):
		case depth == 0:
			return // behind the last row
		case it.Kind == str && depth == 1 && column < len(columns) && (x.is(i-1, '(') || x.is(i-1, ',')):
			if c := columns[column]; hasStem(d[c.Start:c.End]) {
				x.add(rules.KindAssigned|rules.KindString, it.Start, it.End, it.Quote, x.text(c), "", 0, '=')
			}
		}
	}
}

// piped adds the word that echo gives to the command in which item k, a flag,
// says that a password comes from standard input.
func (x *extractor) piped(k, base int) {
	for i := k - 1; i > base && i > k-24; i-- {
		if x.is(i, '|') {
			x.echoed(i, base, "password")
			return
		}
	}
}

// echoed adds the only word that echo writes into the pipe at item k.
func (x *extractor) echoed(k, base int, key string) bool {
	for i := k - 1; i >= base && i > k-12; i-- {
		if x.items[i].Kind == word && foldWord(x.file.Data, x.items[i], "echo") {
			words := x.arguments(x.command(x.items[i].End, x.items[k].Start), "")
			return len(words) == 1 && x.give(words[0], key)
		}
	}
	return false
}

// netrcText adds the password of a string that is an entry of a .netrc file:
// echo "machine … login … password …" > ~/.netrc.
func (x *extractor) netrcText(start, end int) {
	d := x.file.Data
	end = min(end, start+maxBare)
	if !bytes.HasPrefix(d[start:end], []byte("machine ")) {
		return
	}
	i := bytes.Index(d[start:end], []byte("password "))
	if i < 0 {
		return
	}
	from := start + i + len("password ")
	to := from
	for to < end && d[to] > ' ' && d[to] != '\\' {
		to++
	}
	x.add(rules.KindAssigned, from, to, '"', "password", "", 0, ' ')
}

// buildField adds the value of buildConfigField "String", "NAME", "\"value\"" of
// Gradle, whose last string is item k, and reports whether it is one.
func (x *extractor) buildField(k, base int) bool {
	if k-5 < base || !x.is(k-1, ',') || !x.is(k-3, ',') || x.items[k-2].Kind != str || x.items[k-4].Kind != str {
		return false
	}
	i := k - 5
	if x.is(i, '(') && i > base {
		i--
	}
	if name := x.text(x.items[i]); x.items[i].Kind != word || !strings.HasSuffix(name, "buildConfigField") && !strings.HasSuffix(name, "resValue") {
		return false
	}
	d := x.file.Data
	it := x.items[k]
	for n := 0; n < 2 && it.End-it.Start > 2; n++ { // the quotes of the generated program
		if c := d[it.Start]; c == '\\' || c == '"' {
			it.Start++
		}
		if c := d[it.End-1]; c == '\\' || c == '"' {
			it.End--
		}
	}
	x.add(rules.KindAssigned|rules.KindString, it.Start, it.End, it.Quote, x.text(x.items[k-2]), "", 0, '=')
	return true
}

// generatedReach is how many lines behind the type random_password in a state of
// Terraform its result may be.
const generatedReach = 48
