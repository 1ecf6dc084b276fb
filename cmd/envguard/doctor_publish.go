package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/gitignore"
	"github.com/envguard/envguard/scanner/gitsource"
)

// checkPublished looks for private env files that git does not publish and a build would.
func (d *checkup) checkPublished(ctx context.Context) {
	if info, err := os.Lstat(d.repo.IndexFile()); err != nil || !info.Mode().IsRegular() {
		return // nothing is tracked, or the hook's test has said it
	}
	env := append(withoutLocal(os.Environ()), "GIT_DIR="+d.repo.GitDir(), "GIT_WORK_TREE="+d.top, "GIT_INDEX_FILE="+d.repo.IndexFile())
	out, err := runQuiet(ctx, d.top, env, "", "ls-files", "-z", "--cached")
	if err != nil {
		d.add(warned, "", "what builds publish is not known: %v", err)
		return
	}
	tracked := strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
	private := d.privateFiles(tracked)
	if len(private) == 0 {
		return
	}
	for _, name := range tracked {
		dir, base := path.Split(name)
		dir = strings.TrimSuffix(dir, "/")
		switch {
		case isDockerfile(base):
			d.checkDockerfile(name, dir, private)
			if slices.Contains([]string{"docker", ".docker", "build", "deploy"}, path.Base(dir)) { // which use the folder above
				d.checkDockerfile(name, parentOf(dir), private)
			}
		case base == "package.json":
			d.checkPackage(name, dir, private)
		case base == ".gcloudignore":
			d.checkUpload(name, dir, "`gcloud deploy`", private)
		}
	}
}

func parentOf(dir string) string {
	if parent := path.Dir(dir); parent != "." {
		return parent
	}
	return ""
}

// privateFiles returns the untracked private env files in folders with tracked files.
func (d *checkup) privateFiles(tracked []string) (private []string) {
	known := make(map[string]bool, len(tracked))
	folders := map[string]bool{"": true}
	for _, name := range tracked {
		known[name] = true
		if i := strings.LastIndexByte(name, '/'); i >= 0 {
			folders[name[:i]] = true
		}
	}
	for dir := range folders {
		entries, err := os.ReadDir(filepath.Join(d.top, filepath.FromSlash(dir)))
		if err != nil {
			continue // it is not checked out
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			if e.Type().IsRegular() && !known[name] && fileclass.Classify(name) == fileclass.Private {
				private = append(private, name)
			}
		}
	}
	slices.Sort(private)
	return private
}

// pathsBelow returns the paths below a folder, relative to it.
func pathsBelow(dir string, paths []string) (out []string) {
	for _, p := range paths {
		if dir == "" {
			out = append(out, p)
		} else if rel, ok := strings.CutPrefix(p, dir+"/"); ok {
			out = append(out, rel)
		}
	}
	return out
}

func isDockerfile(base string) bool {
	for _, word := range []string{"Dockerfile", "Containerfile"} {
		if base == word || strings.HasPrefix(base, word+".") && !strings.HasSuffix(base, ".dockerignore") || strings.HasSuffix(base, "."+word) || strings.HasSuffix(base, "."+strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// checkDockerfile looks for a private file that an image would hold.
func (d *checkup) checkDockerfile(name, dir string, private []string) {
	files := pathsBelow(dir, private)
	data, err := gitsource.ReadRegular(filepath.Join(d.top, filepath.FromSlash(name)))
	if err != nil || len(files) == 0 {
		return
	}
	ignoreName := name + ".dockerignore"
	ignore, err := d.readOptional(ignoreName)
	if err == nil && ignore == nil {
		ignoreName = path.Join(dir, ".dockerignore")
		ignore, err = d.readOptional(ignoreName)
	}
	if err != nil {
		d.add(warned, "", "%s cannot be read: %v", ignoreName, err)
		return
	}
	patterns := dockerPatterns(string(ignore))
	for _, c := range dockerCopies(string(data)) {
		for _, f := range files {
			copied := slices.ContainsFunc(c.sources, func(s string) bool { return copies(s, f) })
			if copied && !dockerIgnored(patterns, f) {
				d.add(warned, "add the line **/.env* to "+path.Join(dir, ".dockerignore"), "%s:%d copies %s, which git ignores, into the image", name, c.line, path.Join(dir, f))
				return
			}
		}
	}
}

// readOptional reads a file, and returns nil if there is none.
func (d *checkup) readOptional(name string) ([]byte, error) {
	data, err := gitsource.ReadRegular(filepath.Join(d.top, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && data == nil {
		data = []byte{}
	}
	return data, err
}

// A dockerCopy is what COPY or ADD take from the build's folder.
type dockerCopy struct {
	line    int
	sources []string
}

func dockerCopies(text string) (out []dockerCopy) {
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		start, line := i+1, strings.TrimSpace(lines[i])
		for strings.HasSuffix(line, "\\") && i+1 < len(lines) {
			i++
			line = strings.TrimSuffix(line, "\\") + " " + strings.TrimSpace(lines[i])
		}
		words := strings.Fields(strings.NewReplacer("[", " ", "]", " ", ",", " ", `"`, "").Replace(line))
		if len(words) < 3 || !strings.EqualFold(words[0], "COPY") && !strings.EqualFold(words[0], "ADD") {
			continue
		}
		words = words[1:]
		other := false
		for len(words) > 0 && strings.HasPrefix(words[0], "--") {
			other = other || strings.HasPrefix(words[0], "--from=")
			words = words[1:]
		}
		if !other && len(words) > 1 {
			out = append(out, dockerCopy{start, words[:len(words)-1]})
		}
	}
	return out
}

// copies reports whether a source of COPY takes a file.
func copies(source, file string) bool {
	source = strings.TrimPrefix(path.Clean("/"+source), "/")
	return source == "" || matchOrAbove(strings.Split(source, "/"), file)
}

// A dockerPattern is a line of .dockerignore.
type dockerPattern struct {
	segments []string
	keep     bool // the line begins with !
}

func dockerPatterns(text string) (out []dockerPattern) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		pattern, keep := strings.CutPrefix(line, "!")
		pattern = strings.TrimPrefix(path.Clean("/"+strings.TrimSpace(pattern)), "/")
		if pattern != "" {
			out = append(out, dockerPattern{strings.Split(pattern, "/"), keep})
		}
	}
	return out
}

// dockerIgnored reports whether .dockerignore keeps a file out of the build: the last
// line that matches it or a folder above it decides.
func dockerIgnored(patterns []dockerPattern, file string) bool {
	ignored := false
	for _, p := range patterns {
		if ignored == p.keep && matchOrAbove(p.segments, file) {
			ignored = !p.keep
		}
	}
	return ignored
}

// matchOrAbove reports whether a pattern matches a path or a folder above it.
func matchOrAbove(pattern []string, file string) bool {
	segments := strings.Split(file, "/")
	for n := 1; n <= len(segments); n++ {
		if matchSegments(pattern, segments[:n]) {
			return true
		}
	}
	return false
}

func matchSegments(pattern, segments []string) bool {
	switch {
	case len(pattern) == 0:
		return len(segments) == 0
	case pattern[0] == "**":
		for n := 0; n <= len(segments); n++ {
			if matchSegments(pattern[1:], segments[n:]) {
				return true
			}
		}
		return false
	case len(segments) == 0:
		return false
	}
	ok, err := path.Match(pattern[0], segments[0])
	return ok && err == nil && matchSegments(pattern[1:], segments[1:])
}

// checkPackage looks for a private file that a package for npm would hold. npm takes
// .gitignore only where there is no .npmignore and no list of files.
func (d *checkup) checkPackage(name, dir string, private []string) {
	data, err := gitsource.ReadRegular(filepath.Join(d.top, filepath.FromSlash(name)))
	var manifest struct {
		Private bool     `json:"private"`
		Files   []string `json:"files"`
	}
	if err != nil || json.Unmarshal(data, &manifest) != nil || manifest.Private {
		return
	}
	if manifest.Files == nil {
		d.checkUpload(path.Join(dir, ".npmignore"), dir, "`npm publish`", private)
		return
	}
	for _, f := range pathsBelow(dir, private) {
		var list []dockerPattern
		for _, pattern := range manifest.Files {
			list = append(list, dockerPatterns(pattern)...)
			if strings.Trim(strings.TrimPrefix(pattern, "./"), "/") == "" || pattern == "." {
				list = append(list, dockerPattern{[]string{"**"}, false})
			}
		}
		if dockerIgnored(list, f) { // here the list says what goes in
			d.add(warned, "leave it out of files", "the list of files in %s has `npm publish` publish %s, which git ignores", name, path.Join(dir, f))
			return
		}
	}
}

// checkUpload looks for a private file that an ignore file which replaces .gitignore
// does not name.
func (d *checkup) checkUpload(name, dir, what string, private []string) {
	data, err := d.readOptional(name)
	if err != nil {
		d.add(warned, "", "%s cannot be read: %v", name, err)
	}
	if err != nil || data == nil || strings.Contains(string(data), "#!include:.gitignore") {
		return
	}
	m := gitignore.New(false)
	m.AddFile(gitignore.PerDir, "", name, data)
	for _, f := range pathsBelow(dir, private) {
		if r := m.Match(f, false); !r.Ignored {
			d.add(warned, "add the line .env* to "+name, "%s replaces .gitignore, so that %s publishes %s", name, what, path.Join(dir, f))
			return
		}
	}
}
