// Package envfile has the rules about env files and example files, and the
// policies of frameworks that decide which of them belong in a repository.
package envfile

import (
	"bytes"
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/alphabet"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

// MaybeMarker rules out, by its last two bytes, most files that [IsMarker] does not
// accept.
func MaybeMarker[P string | []byte](path P) bool {
	n := len(path)
	if n < 2 {
		return false
	}
	switch uint16(path[n-2])<<8 | uint16(path[n-1]) {
	case 'o'<<8 | 'n', 'c'<<8 | 'k', 'r'<<8 | 'e', 'm'<<8 | 'l', 'j'<<8 | 's', 't'<<8 | 's', 'o'<<8 | 'd', 'l'<<8 | 'e', 'c'<<8 | 'e', 'f'<<8 | 'g',
		'x'<<8 | 't', 'i'<<8 | 'n', 'n'<<8 | 'i':
		return true
	}
	return false
}

// IsMarker reports whether a file says how a project treats its env files:
// package.json, composer.json, symfony.lock, compose files, .gitignore. Those
// of vendored code do not count.
func IsMarker(path string) bool {
	if !MaybeMarker(path) {
		return false
	}
	at := strings.LastIndexByte(path, '/') + 1
	switch name := path[at:]; {
	case name == "package.json", name == "composer.json", name == "symfony.lock", name == ".gitignore", name == settingsIni, IsCompose(name), builder(name) != "",
		name == "go.mod", name == "Gemfile", strings.HasSuffix(name, ".service"), isPythonMarker(name):
		return fileclass.FolderClass(path[:at], "") != fileclass.Vendored
	}
	return false
}

// PolicyOf reports whether the project means to commit the env file at path: a
// framework whose documentation says so is in the same folder, git does not
// ignore the file, and no example is next to it, which would mean that the
// project has decided otherwise. What cannot be read supports no policy.
func PolicyOf(repo *rules.Repo, path string) rules.Policy {
	if repo == nil {
		return rules.Policy{}
	}
	dir, name := fileclass.Split(path)
	low := alphabet.ToLower(name)
	switch fileclass.Classify(path) {
	case fileclass.Shared:
		switch {
		case low == ".flaskenv":
			return rules.Policy{Framework: "Flask", Reason: "flask reads .flaskenv for public settings and leaves secrets to .env"}
		case strings.Contains("/"+dir, "/.envs/"):
			return rules.Policy{Framework: "cookiecutter-django", Reason: "settings for local work are committed in .envs/.local"}
		}
		return rules.Policy{}
	case fileclass.Private:
	default:
		return rules.Policy{}
	}
	switch by := encryptedBy(repo, path); by {
	case "":
	case "dotenvx":
		return rules.Policy{Framework: by, Reason: "it has a DOTENV_PUBLIC_KEY, with which dotenvx encrypts the values"}
	default:
		return rules.Policy{Framework: by, Reason: "its content is encrypted"}
	}
	if !strings.HasPrefix(low, ".env") || strings.HasPrefix(low, ".envrc") || strings.HasSuffix(low, ".local") || strings.HasSuffix(low, ".local.php") || strings.HasSuffix(low, ".me") {
		return rules.Policy{} // .local is the private one for all of them
	}
	if ignoredOnPurpose(repo, path) || len(examplesBeside(repo, path)) > 0 {
		return rules.Policy{}
	}
	p, php := phpPolicy(repo, dir, path)
	if p.Framework == "" && !php {
		p = nodePolicy(repo, dir, path)
	}
	if p.Framework != "" {
		return p
	}
	if low == ".env" {
		return composePolicy(repo, dir)
	}
	return settledPolicy(repo, path)
}

// encryptedBy returns which tool encrypted a file, or its values, or "".
func encryptedBy(repo *rules.Repo, path string) string {
	data, ok := contentAt(repo, path)
	if !ok {
		return ""
	}
	if by := judge.EncryptedFile(data); by != "" {
		return by
	}
	if !bytes.Contains(data, []byte("DOTENV_PUBLIC_KEY")) {
		return ""
	}
	var key, value bool
	d := dotenv.Parse(data)
	for _, e := range d.Entries() {
		switch {
		case e.Commented:
		case strings.HasPrefix(d.Key(e), "DOTENV_PUBLIC_KEY"):
			key = true
		case strings.HasPrefix(d.Value(e), "encrypted:"):
			value = true
		}
	}
	if key && value {
		return "dotenvx"
	}
	return ""
}

// phpPolicy recognizes Symfony, and reports whether the folder is a PHP
// project's: there .env is the server's, whatever builds its pages.
func phpPolicy(repo *rules.Repo, dir, path string) (p rules.Policy, php bool) {
	var manifest struct{ Require map[string]json.RawMessage }
	composer := readJSON(repo, dir+"composer.json", &manifest)
	if manifest.Require["laravel/framework"] != nil {
		return rules.Policy{}, true // is built on parts of Symfony, but its .env is private
	}
	by := ""
	if fileAt(repo, dir+"symfony.lock") != nil {
		by = "symfony.lock is beside it"
	}
	for _, name := range [...]string{"symfony/framework-bundle", "symfony/flex", "symfony/runtime", "symfony/dotenv"} {
		if by == "" && manifest.Require[name] != nil {
			by = "composer.json beside it requires " + name
		}
	}
	if by == "" && saysSymfony(repo, path) {
		by = "it begins as Symfony writes it"
	}
	if by == "" {
		return rules.Policy{}, composer
	}
	return rules.Policy{Framework: "Symfony", Reason: by + ": Symfony's .env is committed with defaults, and secrets go into .env.local"}, true
}

// saysSymfony reports whether an env file has the comments that Symfony's
// recipes write into it.
func saysSymfony(repo *rules.Repo, path string) bool {
	data, ok := contentAt(repo, path)
	return ok && (bytes.Contains(data, []byte("###> symfony/")) || bytes.Contains(data, []byte("DO NOT DEFINE PRODUCTION SECRETS IN THIS FILE")))
}

// builder returns the framework that a file of this name configures, or "".
func builder(name string) string {
	for _, b := range [...][2]string{{"vite.config.", "Vite"}, {"next.config.", "Next.js"}, {"vue.config.", "Vue CLI"}, {"svelte.config.", "SvelteKit"}} {
		if tail, ok := strings.CutPrefix(name, b[0]); ok {
			switch tail {
			case "js", "mjs", "cjs", "ts", "mts", "cts":
				return b[1]
			}
		}
	}
	return ""
}

// nodePolicy recognizes frameworks that put settings of .env into what the
// browser gets. Where the same package is a server of its own, its .env is for
// that, too.
func nodePolicy(repo *rules.Repo, dir, path string) rules.Policy {
	const meant = ": public settings may be committed in .env, and secrets go into .env.local"
	if by := browserNames(repo, path); by != "" {
		return rules.Policy{Framework: by, Reason: "all of its names are those of settings that " + by + " puts into what the browser gets" + meant}
	}
	var manifest struct {
		Dependencies    map[string]json.RawMessage
		DevDependencies map[string]json.RawMessage
	}
	readJSON(repo, dir+"package.json", &manifest)
	for _, server := range [...]string{"express", "fastify", "koa", "@nestjs/core", "mongoose"} {
		if manifest.Dependencies[server] != nil {
			return rules.Policy{}
		}
	}
	for _, server := range [...]string{"Gemfile", "go.mod", "pyproject.toml", "Pipfile", "requirements.txt"} {
		if fileAt(repo, dir+server) != nil {
			return rules.Policy{}
		}
	}
	for _, f := range [...]struct{ dependency, name string }{
		{"next", "Next.js"},
		{"react-scripts", "Create React App"},
		{"@vue/cli-service", "Vue CLI"},
		{"vite", "Vite"},
		{"@sveltejs/kit", "SvelteKit"},
		{"expo", "Expo"},
	} {
		if manifest.Dependencies[f.dependency] != nil || manifest.DevDependencies[f.dependency] != nil {
			return rules.Policy{Framework: f.name, Reason: "package.json beside it depends on " + f.dependency + meant}
		}
	}
	// In a repository of several packages the one at the top has the dependency.
	for f := range filesIn(repo, dir) {
		if by := builder(fileclass.Base(f.Path)); by != "" {
			return rules.Policy{Framework: by, Reason: fileclass.Base(f.Path) + " is beside it" + meant}
		}
	}
	return rules.Policy{}
}

// browserNames returns the framework whose prefix all names of an env file
// have, or "".
func browserNames(repo *rules.Repo, path string) string {
	data, ok := contentAt(repo, path)
	if !ok {
		return ""
	}
	d, by := dotenv.Parse(data), ""
	for _, e := range d.Entries() {
		if e.Op == 0 || e.Commented {
			continue
		}
		is := ""
		for _, p := range [...][2]string{{"VITE_", "Vite"}, {"NEXT_PUBLIC_", "Next.js"}, {"REACT_APP_", "Create React App"}, {"VUE_APP_", "Vue CLI"}, {"EXPO_PUBLIC_", "Expo"}} {
			if strings.HasPrefix(d.Key(e), p[0]) {
				is = p[1]
			}
		}
		if is == "" || by != "" && is != by {
			return ""
		}
		by = is
	}
	return by
}

// filesIn yields the files of a folder, without those below it.
func filesIn(repo *rules.Repo, dir string) iter.Seq[*rules.RepoFile] {
	return func(yield func(*rules.RepoFile) bool) {
		at, _ := slices.BinarySearchFunc(repo.Files, dir, func(f rules.RepoFile, dir string) int { return strings.Compare(f.Path, dir) })
		for i := at; i < len(repo.Files) && strings.HasPrefix(repo.Files[i].Path, dir); i++ {
			f := &repo.Files[i]
			if strings.IndexByte(f.Path[len(dir):], '/') < 0 && exists(repo, f) && !yield(f) {
				return
			}
		}
	}
}

// compose is the framework of the policy that only warns.
const compose = "Docker Compose"

// IsCompose reports whether a file's name is that of a compose file:
// compose.yaml, docker-compose.prod.yml.
func IsCompose(name string) bool {
	return (strings.HasPrefix(name, "compose") || strings.HasPrefix(name, "docker-compose") || strings.HasPrefix(name, "podman-compose")) && (strings.HasSuffix(name, ".yml") || strings.HasSuffix(name, ".yaml"))
}

// composePolicy recognizes the .env that compose files read versions and
// ports from. Compose means it for secrets as much as for settings, so what is
// committed long since decides: a file without anything like a secret.
func composePolicy(repo *rules.Repo, dir string) rules.Policy {
	f := fileAt(repo, dir+".env")
	if f == nil || !f.Head || !tracked(repo, f) {
		return rules.Policy{}
	}
	data, err := content(repo, f)
	if err != nil || holdsReal(data) {
		return rules.Policy{}
	}
	by := ""
	for f := range filesIn(repo, dir) {
		if name := fileclass.Base(f.Path); IsCompose(name) && (by == "" || len(name) < len(by)) {
			by = name // the shortest is the one that the others add to
		}
	}
	if by != "" {
		return rules.Policy{Framework: compose, Reason: by + " is beside it"}
	}
	d := dotenv.Parse(data)
	for _, key := range [...]string{"COMPOSE_PROJECT_NAME", "COMPOSE_FILE", "COMPOSE_PROFILES"} {
		if d.Lookup(key) != nil {
			return rules.Policy{Framework: compose, Reason: "it sets " + key}
		}
	}
	return rules.Policy{}
}

// settled is the framework of the policy of a project that recognizes none and
// commits its files all the same. It only warns.
const settled = "the project"

// settledPolicy recognizes files such as .env.production that were committed,
// that git does not ignore, and in which there is nothing like a secret: a
// project that has lived with one so far means it to be there. A plain .env is
// left out, since that is where everybody's own values go.
func settledPolicy(repo *rules.Repo, path string) rules.Policy {
	f := fileAt(repo, path)
	if f == nil || !f.Head || !tracked(repo, f) || repo.Ignored == nil || ignoredBy(repo, path) {
		return rules.Policy{}
	}
	data, err := content(repo, f)
	if err != nil || !hasSetting(data) || holdsReal(data) || namesSecret(data) {
		return rules.Policy{}
	}
	return rules.Policy{Framework: settled, Reason: "it was committed without a secret, and git does not ignore it"}
}

// namesSecret reports whether an env file gives a value to the name of a
// secret that does not say of itself that it is none. In a private file a
// password of plain words is one. Lines that cannot be read count.
func namesSecret(data []byte) bool {
	d := dotenv.Parse(data)
	for i := range d.Items {
		e := d.Items[i].Entry
		if d.Items[i].Kind == dotenv.Unknown || e != nil && e.Unclosed {
			return true
		}
		if e == nil || !judge.SecretName(d.Key(e)) {
			continue
		}
		switch v := judge.Judge(d.Key(e), d.Text(e.Inner)); {
		case v.Kind == judge.Empty, v.Kind == judge.Reference, v.Kind == judge.LocalDefault:
		case v.Kind == judge.FillIn && v.Reason != judge.ReasonWords:
		default:
			return true
		}
	}
	return false
}

// readJSON reads a marker file.
func readJSON(repo *rules.Repo, path string, to any) bool {
	data, ok := contentAt(repo, path)
	return ok && json.Unmarshal(bytes.TrimPrefix(data, []byte("\ufeff")), to) == nil
}

// fileAt returns what the repository knows of a file, or nil.
func fileAt(repo *rules.Repo, path string) *rules.RepoFile {
	i, ok := slices.BinarySearchFunc(repo.Files, path, func(f rules.RepoFile, path string) int { return strings.Compare(f.Path, path) })
	if !ok {
		return nil
	}
	return &repo.Files[i]
}

// tracked reports whether a file is in the index or, where there is only a
// commit to look at, in the commit.
func tracked(repo *rules.Repo, f *rules.RepoFile) bool {
	return f.Index || f.Head && repo.Bare
}

// content returns a file as it is about to be committed, or else as it is.
func content(repo *rules.Repo, f *rules.RepoFile) ([]byte, error) {
	place := rules.Head
	switch {
	case f.Index:
		place = rules.Index
	case f.Worktree:
		place = rules.Worktree
	}
	return repo.Read(f.Path, place)
}

// contentAt returns what content returns, and false for a file that is not there
// or cannot be read.
func contentAt(repo *rules.Repo, path string) ([]byte, bool) {
	f := fileAt(repo, path)
	if f == nil {
		return nil, false
	}
	data, err := content(repo, f)
	return data, err == nil
}

// ignoredBy reports whether git ignores a path.
func ignoredBy(repo *rules.Repo, path string) bool {
	if repo.Ignored == nil {
		return false
	}
	r, err := repo.Ignored(path)
	return err == nil && r.Ignored
}

// ignoredOnPurpose reports whether git ignores a path because the project has
// said so of env files. A line about everything, such as .* or *, says nothing
// of a file that was added in spite of it.
func ignoredOnPurpose(repo *rules.Repo, path string) bool {
	if !ignoredBy(repo, path) {
		return false
	}
	if f := fileAt(repo, path); f == nil || !tracked(repo, f) {
		return true
	}
	r, err := repo.Ignored(path)
	return err != nil || strings.Contains(alphabet.ToLower(r.Pattern), "env")
}

// examplesBeside returns the example files of a private env file that exist.
func examplesBeside(repo *rules.Repo, path string) []*rules.RepoFile {
	dir, _ := fileclass.Split(path)
	var found []*rules.RepoFile
	for f := range filesIn(repo, dir) {
		if f.Class == fileclass.Example && fileclass.PrivateFor(f.Path) == path {
			found = append(found, f)
		}
	}
	return found
}

// exists reports whether a file is there, and not merely on its way out.
func exists(repo *rules.Repo, f *rules.RepoFile) bool { return f.Worktree || tracked(repo, f) }

// holdsReal reports whether one of an env file's values could be a secret. A
// value that cannot be read by itself counts.
func holdsReal(data []byte) bool {
	d := dotenv.Parse(data)
	for _, e := range d.Entries() {
		if v := judge.Judge(d.Key(e), d.Text(e.Inner)); v.Kind == judge.Real && v.Score >= rules.WarnScore && !judge.IsNamesake(data, e.Inner.Start, d.Key(e), d.Value(e)) {
			return true
		}
		if e.Full == e.Raw {
			continue
		}
		if v := judge.Judge(d.Key(e), d.Text(e.Full)); v.Kind == judge.Real && v.Score >= rules.WarnScore {
			return true
		}
	}
	return false
}
