package fixer

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
)

// copyCommand matches the commands with which instructions and scripts make a
// private file: cp, copy, Copy-Item, install, and PHP's copy().
var copyCommand = sync.OnceValue(func() *regexp.Regexp {
	const word = `["']?([\w./$~{}@-]*env[\w./-]*|[\w./-]*settings\.ini[\w.-]*)["']?`
	return regexp.MustCompile(`(?i)\b(?:cp|copy|copy-item|mv)(?:\s+-{1,2}[\w=-]+)*[\s(]+` + word + `\s*,?\s+` + word)
})

// instructions are the files that say how to set a project up.
var instructions = [...]string{
	"README.md", "readme.md", "Readme.md", "README.rst", "README", "CONTRIBUTING.md", "DEVELOPMENT.md", "DEVELOPING.md", "INSTALL.md", "INSTALLATION.md", "SETUP.md",
	"docs/README.md", "docs/setup.md", "docs/development.md", "docs/installation.md", "docs/installing-and-running.md", "docs/getting-started.md", ".github/CONTRIBUTING.md",
	"Makefile", "justfile", "Taskfile.yml", "package.json", "composer.json", "setup.sh", "install.sh", "bin/setup", "scripts/setup.sh", "script/setup", "start.sh",
}

// An instruction is one command that copies a file, with the folder of the text
// that has it.
type instruction struct{ dir, from, to string }

// copies returns which private file is made from which example, where the
// project's instructions say so. The first instruction about a file counts.
func (p *planner) copies() map[string]string {
	if p.copied != nil && p.copiedAt == p.made {
		return p.copied
	}
	// Examples that were planned meanwhile count as well.
	p.copied, p.copiedAt = map[string]string{}, p.made
	if p.instructions == nil {
		p.instructions = p.readInstructions()
	}
	for _, in := range p.instructions {
		p.noteCopy(in.dir, in.from, in.to)
	}
	return p.copied
}

// readInstructions reads the texts in the folders of env files and above them.
func (p *planner) readInstructions() []instruction {
	list := []instruction{}
	folders := map[string]bool{".": true}
	order := []string{"."}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if f.Class == fileclass.Other {
			continue
		}
		for dir := folder(f.Path); !folders[dir] && len(order) < maxPublicFolders; dir = path.Dir(dir) {
			folders[dir] = true
			order = append(order, dir)
		}
	}
	for _, dir := range order {
		for _, name := range instructions {
			data, err := p.Repo.Read(path.Join(dir, name), rules.Worktree)
			if err != nil || len(data) > maxEnvSize {
				continue
			}
			for _, m := range copyCommand().FindAllSubmatch(data, -1) {
				list = append(list, instruction{dir, string(m[1]), string(m[2])})
			}
		}
	}
	return list
}

// noteCopy notes one instruction, whose paths are relative to a folder or to
// one that the instructions change to.
func (p *planner) noteCopy(dir, from, to string) {
	clean := func(s string) string {
		for _, prefix := range [...]string{"$ROOT/", "${ROOT}/", "$PWD/", "./"} {
			s = strings.TrimPrefix(s, prefix)
		}
		return strings.TrimRight(s, "`.")
	}
	from, to = clean(from), clean(to)
	if from == to || strings.ContainsAny(from+to, "$~{}@") || path.IsAbs(from) || path.IsAbs(to) {
		return
	}
	example, private := path.Join(dir, from), path.Join(dir, to)
	if !p.isExampleFile(example) {
		// cd apps/web && cp .env.example .env
		example, private = "", ""
		for _, e := range p.exampleFiles() {
			if strings.HasSuffix("/"+e, "/"+from) {
				if example != "" {
					return // several: it is not known which
				}
				example, private = e, path.Join(folder(e), path.Base(to))
			}
		}
	}
	switch fileclass.Classify(private) {
	case fileclass.Private, fileclass.Shared:
	default:
		return
	}
	if _, known := p.copied[example]; example != "" && !known && !strings.HasPrefix(private, "../") {
		p.copied[example] = private
	}
}

func (p *planner) isExampleFile(name string) bool {
	return fileclass.Classify(name) == fileclass.Example && p.willExist(name)
}

// privateFor returns the private file that is made from an example: as the
// project's instructions say, or else by the names.
func (p *planner) privateFor(example string) string {
	if private := p.copies()[example]; private != "" {
		return private
	}
	if fileclass.IsVariant(example) && strings.HasPrefix(strings.TrimLeft(fileclass.Base(example), "."), "env") && p.onlyVariant(example) {
		return path.Join(folder(example), ".env") // env-example-relational
	}
	private := fileclass.PrivateFor(example)
	// .env.development is committed as a rule, and .env.development.local is not.
	if fileclass.Classify(private) == fileclass.Shared && !p.ignored(private) {
		if local := private + ".local"; strings.HasPrefix(path.Base(private), ".env.") && fileclass.Classify(local) == fileclass.Private {
			return local
		}
	}
	return private
}

// makesPrivate reports whether an example is one that a private file is made
// from, and not a file of defaults that programs read as well.
func (p *planner) makesPrivate(example string) bool {
	if envfile.SurelyExample(example) || p.copies()[example] != "" {
		return true
	}
	return fileclass.HasWord(strings.ToLower(path.Base(example)), func(w string) bool { return w == "tmpl" || w == "tpl" || w == "default" })
}

// onlyVariant reports whether an example is the first of those in its folder
// that are variants of one, and there is no plain one.
func (p *planner) onlyVariant(example string) bool {
	first := ""
	for _, e := range p.exampleFiles() {
		switch {
		case folder(e) != folder(example):
		case path.Base(fileclass.PrivateFor(e)) == ".env" || p.copies()[e] != "":
			return false
		case fileclass.IsVariant(e) && (first == "" || e < first):
			first = e
		}
	}
	return first == example
}

// overrides gives a committed template, such as Symfony's .env, a local file
// with the keys that it leaves to everybody.
func (p *planner) overrides() {
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if path.Base(f.Path) != ".env" || !f.Worktree || !f.Head || envfile.Aside(f.Path) {
			continue
		}
		local, framework := f.Path+".local", envfile.PolicyOf(p.Repo, f.Path).Framework
		if framework == "Docker Compose" && p.inScope(f.Path) {
			p.leavePlaceholders(f.Path)
		}
		if !readsLocal(framework) {
			continue
		}
		if !p.inScope(local) && !p.inScope(f.Path) || !p.ignored(local) {
			continue
		}
		template, ok := p.text(f.Path, rules.Worktree)
		if !ok {
			continue
		}
		have, ok := p.text(local, rules.Worktree)
		if !ok {
			continue
		}
		fill := p.filler(local, template, have, nil)
		resolved, ok := fill.whole(template)
		if !ok || len(fill.made) == 0 {
			continue
		}
		out := have
		for _, pc := range plainPieces(resolved) {
			if pc.kind != dotenv.Setting || pc.commented || !slices.Contains(fill.made, pc.key) {
				continue
			}
			if len(out) > 0 && out[len(out)-1] != '\n' {
				out = append(slices.Clone(out), eolOf(have)...)
			}
			out = append(slices.Clone(out), pc.text+eolOf(template)...)
		}
		p.write(local, rules.Worktree, out, 0o600, fill.reason("overrides what "+path.Base(f.Path)+" leaves open")...)
	}
}

// leavePlaceholders says which entries of a committed file for compose need
// values, and where those go: a rewritten file would be committed.
func (p *planner) leavePlaceholders(file string) {
	data, ok := p.text(file, rules.Worktree)
	if !ok || data == nil {
		return
	}
	fill := p.filler(file, data, nil, nil)
	if len(fill.made) == 0 {
		return
	}
	p.leave(Left{
		Path: file, Message: "it is committed with placeholders for " + strings.Join(fill.made, ", "),
		Hint: "give them values in the environment or in a file that git ignores: docker compose --env-file " + shellWord(file) + " --env-file " + shellWord(file+".local") + " up\n`envguard keygen` makes them",
	})
}

// readsLocal reports whether a framework reads .env.local over a committed
// .env.
func readsLocal(framework string) bool {
	switch framework {
	case "Symfony", "Next.js", "Vite", "Create React App", "Vue CLI", "SvelteKit", "Expo":
		return true
	}
	return false
}
