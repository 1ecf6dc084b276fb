package rules

import (
	"sync"

	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/language"
)

// A File is content as rules see it: decoded to UTF-8 where it was UTF-16, and
// possibly only a window of a larger file.
type File struct {
	Path   string // slash-separated, relative to the repository's top
	Data   []byte
	Binary bool // NUL bytes or no text encoding; rules that need context are not asked

	// Class is what the name says; see [Classify].
	Class fileclass.Class
	// lang is the language of the path, or nil if it was not looked up.
	lang *language.Language
	// Policy is the repository's policy on env files, if it is known.
	Policy Policy

	docs *docSpans
}

// docSpans are the documentation strings of the content that was last asked
// about: of a large file, its windows come one after the other.
type docSpans struct {
	mu    sync.Mutex
	data  []byte
	spans [][2]int
}

// NewFile returns a file whose Class is derived from its path.
func NewFile(path string, data []byte) *File {
	return &File{Path: path, Data: data, Class: fileclass.Classify(path), lang: language.Of(path), docs: new(docSpans)}
}

// Language returns the language of the file by its path.
func (f *File) Language() *language.Language {
	if f.lang == nil {
		return language.Of(f.Path)
	}
	return f.lang
}

// SetData gives the file other content. It must be used where the content
// changes in place, so that nothing is kept that was known of the old one.
func (f *File) SetData(data []byte) {
	f.Data, f.docs = data, new(docSpans)
}

// Policy says whether a project means to commit its .env, and why. The zero
// value is the usual one: .env is private.
type Policy struct {
	Framework string // "Symfony", "Vite", …; empty if none was recognized
	Reason    string // what it was recognized by, one sentence
}
