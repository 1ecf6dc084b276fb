package gitsource

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

// A situation is a state that a repository can be in when a commit is about to
// be made. make puts the line into the place that matters; the line holds the
// canary or does not.
type situation struct {
	name string
	make func(r *gitRepo, line string) *gitRepo // nil result: r itself
	// hidden: the line is not going to be committed.
	hidden bool
	// noNative: the native engine says that it does not know this.
	noNative bool
	// noBlob is what the receipt counts besides blobs.
	noBlob string
	args   []string // for git init
}

// firstCommit makes a first commit, with whatever is there already. Where that
// is nothing, it is a copy of one that was made before: starting git is what
// these tests take their time for.
func firstCommit(r *gitRepo) {
	r.t.Helper()
	made := firstCommits()
	if config, err := os.ReadFile(filepath.Join(r.dir, ".git/config")); err == nil && made != nil && string(config) == made.config && len(r.env) == 0 {
		if entries, err := os.ReadDir(r.dir); err == nil && len(entries) == 1 && !exists(filepath.Join(r.dir, ".git/index")) {
			os.RemoveAll(filepath.Join(r.dir, ".git"))
			if err := os.CopyFS(r.dir, made.files); err != nil {
				r.t.Fatal(err)
			}
			return
		}
	}
	r.write("old/file.txt", "one\ntwo\n")
	r.write("README", "hello\n")
	r.git("add", ".")
	r.git("commit", "-qm", "first")
}

// stage adds a file with the line and a second one.
func stage(r *gitRepo, line string) {
	r.write("src/config.py", line+"\n")
	r.write("old/file.txt", "one\ntwo\nthree\n")
	r.git("add", "-A")
}

// afterStaging makes a situation of a function that runs after the staging.
func afterStaging(f func(r *gitRepo)) func(*gitRepo, string) *gitRepo {
	return func(r *gitRepo, line string) *gitRepo {
		firstCommit(r)
		stage(r, line)
		f(r)
		return nil
	}
}

// withConfig makes a situation of settings.
func withConfig(settings ...string) func(*gitRepo, string) *gitRepo {
	return func(r *gitRepo, line string) *gitRepo {
		for i := 0; i < len(settings); i += 2 {
			r.git("config", settings[i], settings[i+1])
		}
		firstCommit(r)
		stage(r, line)
		return nil
	}
}

// withAttributes makes a situation of a .gitattributes file.
func withAttributes(attributes string, settings ...string) func(*gitRepo, string) *gitRepo {
	return func(r *gitRepo, line string) *gitRepo {
		for i := 0; i < len(settings); i += 2 {
			r.git("config", settings[i], settings[i+1])
		}
		r.write(".gitattributes", attributes+"\n")
		firstCommit(r)
		stage(r, line)
		return nil
	}
}

// withContent makes a situation of a file's name and bytes.
func withContent(name string, encode func(line string) []byte) func(*gitRepo, string) *gitRepo {
	return func(r *gitRepo, line string) *gitRepo {
		firstCommit(r)
		r.write(name, string(encode(line)))
		r.git("add", "-A")
		return nil
	}
}

func plain(line string) []byte { return []byte(line + "\n") }

func utf16le(line string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(line + "\n")) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// packed makes the staged blob a delta in a pack.
func packed(args ...string) func(r *gitRepo, line string) *gitRepo {
	return func(r *gitRepo, line string) *gitRepo {
		var lines strings.Builder
		for i := range 400 {
			fmt.Fprintf(&lines, "line %d, which is long enough to be worth a delta\n", i*7919%1000)
		}
		r.write("big.txt", lines.String())
		firstCommit(r)
		r.write("big.txt", lines.String()+line+"\n")
		r.git("add", "-A")
		ids := r.git("rev-parse", "HEAD:big.txt", ":big.txt", "HEAD:README", "HEAD:old/file.txt")
		pack := filepath.Join(r.dir, ".git/objects/pack/pack")
		r.run(ids+"\n", "git", append(append([]string{"pack-objects", "-q", "--no-reuse-delta"}, args...), pack)...)
		r.git("prune-packed", "-q")
		return nil
	}
}

func conflict(r *gitRepo, line string, resolve bool) {
	firstCommit(r)
	r.write("both.txt", "start\n")
	r.git("add", ".")
	r.git("commit", "-qm", "second")
	r.git("switch", "-q", "-c", "side")
	r.write("both.txt", "theirs "+line+"\n")
	r.write("new.txt", "clean part of the merge\n")
	r.git("add", ".")
	r.git("commit", "-qm", "side")
	r.git("switch", "-q", "main")
	r.write("both.txt", "ours\n")
	r.git("commit", "-qam", "main")
	r.try("merge", "-q", "side")
	if resolve {
		r.write("both.txt", "resolved "+line+"\n")
		r.git("add", "both.txt")
	}
}

func situations() []situation {
	return []situation{
		{name: "plain", make: afterStaging(func(*gitRepo) {})},
		{name: "work tree cleaned", make: afterStaging(func(r *gitRepo) { r.write("src/config.py", "clean\n") })},
		{name: "work tree file removed", make: afterStaging(func(r *gitRepo) { os.RemoveAll(filepath.Join(r.dir, "src")) })},
		{name: "only in the work tree", hidden: true, make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, "clean")
			r.write("src/config.py", line+"\n")
			return nil
		}},
		{name: "first commit", make: func(r *gitRepo, line string) *gitRepo { stage(r, line); return nil }},
		{name: "first commit on an orphan branch", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.git("switch", "-q", "--orphan", "other")
			stage(r, line)
			return nil
		}},
		{name: "detached head", make: afterStaging(func(r *gitRepo) { r.git("checkout", "-q", "--detach") })},
		{name: "packed refs", make: afterStaging(func(r *gitRepo) { r.git("pack-refs", "--all") })},
		{name: "rename", make: func(r *gitRepo, line string) *gitRepo {
			r.write("a.txt", strings.Repeat("text\n", 50)+line+"\n")
			firstCommit(r)
			r.git("mv", "a.txt", "b.txt")
			return nil
		}, noBlob: noBlobDeleted},
		{name: "rename with a change", make: func(r *gitRepo, line string) *gitRepo {
			r.write("a.txt", strings.Repeat("text\n", 50))
			firstCommit(r)
			r.git("mv", "a.txt", "b.txt")
			r.write("b.txt", strings.Repeat("text\n", 50)+line+"\n")
			r.git("add", "-A")
			return nil
		}, noBlob: noBlobDeleted},
		{name: "deletion", hidden: true, make: func(r *gitRepo, line string) *gitRepo {
			r.write("a.txt", line+"\n")
			firstCommit(r)
			r.git("rm", "-q", "a.txt")
			return nil
		}, noBlob: noBlobDeleted},
		{name: "file becomes a folder", make: func(r *gitRepo, line string) *gitRepo {
			r.write("x", "x\n")
			firstCommit(r)
			r.git("rm", "-q", "x")
			r.write("x/y", line+"\n")
			r.git("add", "-A")
			return nil
		}, noBlob: noBlobDeleted},
		{name: "mode change alone", make: func(r *gitRepo, line string) *gitRepo {
			r.write("run.sh", line+"\n")
			firstCommit(r)
			r.git("update-index", "--chmod=+x", "run.sh")
			return nil
		}},
		{name: "add -N", hidden: true, make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.write("later.txt", line+"\n")
			r.git("add", "-N", "later.txt")
			return nil
		}, noBlob: noBlobITA},
		{name: "empty file", hidden: true, make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.write("empty", "")
			r.git("add", "empty")
			return nil
		}},
		{name: "add -N beside an empty file", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.write("empty", "")
			stage(r, line)
			r.write("later.txt", "x")
			r.git("add", "-N", "later.txt")
			return nil
		}, noBlob: noBlobITA},
		{name: "conflict", make: func(r *gitRepo, line string) *gitRepo { conflict(r, line, false); return nil }, noBlob: noBlobBase},
		{name: "conflict resolved", make: func(r *gitRepo, line string) *gitRepo { conflict(r, line, true); return nil }},
		{name: "current directory below the top", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, line)
			return r.at(filepath.Join(r.dir, "old"))
		}},
		{name: "current directory through a symbolic link", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, line)
			link := filepath.Join(r.t.TempDir(), "link")
			if err := os.Symlink(filepath.Join(r.dir, "old"), link); err != nil {
				r.t.Skip(err)
			}
			return r.at(link)
		}},
		{name: "linked work tree", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			w := filepath.Join(r.t.TempDir(), "linked")
			r.git("worktree", "add", "-q", "-b", "wt", w)
			o := r.at(w)
			stage(o, line)
			return o
		}},
		{name: "submodule", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			s := newGitRepo(r.t)
			firstCommit(s)
			s.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", r.dir, "sub")
			o := r.at(filepath.Join(s.dir, "sub"))
			stage(o, line)
			return o
		}},
		{name: "superproject", make: func(r *gitRepo, line string) *gitRepo {
			s := newGitRepo(r.t)
			firstCommit(s)
			firstCommit(r)
			r.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", s.dir, "sub")
			stage(r, line)
			return nil
		}, noBlob: noBlobSubmodule},
		{name: "superproject whose submodule is to be ignored", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.git("config", "submodule.sub.ignore", "all")
			r.git("config", "diff.ignoreSubmodules", "all")
			r.write(".gitmodules", "[submodule \"sub\"]\n\tpath = sub\n\turl = ./sub\n\tignore = all\n")
			r.git("add", ".gitmodules")
			r.git("update-index", "--add", "--cacheinfo", "160000,1234567890123456789012345678901234567890,sub")
			r.git("commit", "-qm", "submodule")
			r.write("src/config.py", line+"\n")
			r.git("add", "src")
			r.git("update-index", "--cacheinfo", "160000,2234567890123456789012345678901234567890,sub")
			return nil
		}, noBlob: noBlobSubmodule},
		{name: "GIT_DIR and GIT_WORK_TREE", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, line)
			return r.at(r.t.TempDir(), "GIT_DIR="+filepath.Join(r.dir, ".git"), "GIT_WORK_TREE="+r.dir)
		}},
		{name: "relative GIT_DIR and GIT_WORK_TREE", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, line)
			return r.at(filepath.Join(r.dir, "old"), "GIT_DIR=../.git", "GIT_WORK_TREE=..")
		}},
		{name: "GIT_DIR alone", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, line)
			return r.at(r.dir, "GIT_DIR=.git")
		}},
		{name: "GIT_INDEX_FILE relative, below the top", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			o := r.at(r.dir, "GIT_INDEX_FILE=.git/other")
			o.git("read-tree", "HEAD")
			stage(o, line)
			return r.at(filepath.Join(r.dir, "old"), "GIT_INDEX_FILE=.git/other")
		}},
		{name: "GIT_INDEX_FILE elsewhere hides .git/index", hidden: true, make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			o := r.at(r.dir, "GIT_INDEX_FILE="+filepath.Join(r.t.TempDir(), "index"))
			o.git("read-tree", "HEAD")
			stage(r, line)
			o.write("other", "staged in the other index\n")
			o.git("add", "other")
			return o
		}},
		{name: "core.worktree", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			w := r.t.TempDir()
			r.git("config", "core.worktree", w)
			o := r.at(w, "GIT_DIR="+filepath.Join(r.dir, ".git"))
			stage(o, line)
			return o
		}},
		{name: ".git is a file", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, line)
			elsewhere := filepath.Join(r.t.TempDir(), "repo")
			if err := os.Rename(filepath.Join(r.dir, ".git"), elsewhere); err != nil {
				r.t.Fatal(err)
			}
			r.write(".git", "gitdir: "+elsewhere+"\n")
			return nil
		}},
		{name: ".git is a symbolic link", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			stage(r, line)
			elsewhere := filepath.Join(r.t.TempDir(), "repo")
			if err := os.Rename(filepath.Join(r.dir, ".git"), elsewhere); err != nil {
				r.t.Fatal(err)
			}
			if err := os.Symlink(elsewhere, filepath.Join(r.dir, ".git")); err != nil {
				r.t.Skip(err)
			}
			return nil
		}},
		{name: "alternates absolute", make: func(r *gitRepo, line string) *gitRepo { return alternate(r, line, false) }},
		{name: "alternates relative", make: func(r *gitRepo, line string) *gitRepo { return alternate(r, line, true) }},
		{name: "GIT_ALTERNATE_OBJECT_DIRECTORIES", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			q := r.t.TempDir()
			o := r.at(r.dir, "GIT_OBJECT_DIRECTORY="+q, "GIT_ALTERNATE_OBJECT_DIRECTORIES="+filepath.Join(r.dir, ".git/objects"))
			stage(o, line)
			return o
		}},
		{name: "shallow clone", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.write("README", "second\n")
			r.git("commit", "-qam", "second")
			d := filepath.Join(r.t.TempDir(), "clone")
			r.git("clone", "-q", "--depth=1", "file://"+r.dir, d)
			o := r.at(d)
			stage(o, line)
			return o
		}},
		{name: "partial clone", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.git("config", "uploadpack.allowFilter", "true")
			d := filepath.Join(r.t.TempDir(), "clone")
			r.git("clone", "-q", "--filter=blob:none", "file://"+r.dir, d)
			o := r.at(d)
			stage(o, line)
			return o
		}},
		{name: "everything packed", make: afterStaging(func(r *gitRepo) { r.git("repack", "-adfq"); r.git("prune-packed", "-q") })},
		{name: "OFS delta", make: packed("--delta-base-offset")},
		{name: "REF delta", make: packed()},
		{name: "several packs", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			r.git("repack", "-dq")
			r.write("README", "second\n")
			r.git("commit", "-qam", "second")
			r.git("repack", "-dq")
			stage(r, line)
			return nil
		}},
		{name: "multi-pack index", make: func(r *gitRepo, line string) *gitRepo {
			packed("--delta-base-offset")(r, line)
			r.git("repack", "-dq")
			r.git("multi-pack-index", "write")
			return nil
		}},
		{name: "index version 2", make: afterStaging(func(r *gitRepo) { r.git("update-index", "--index-version", "2") })},
		{name: "index version 3", make: afterStaging(func(r *gitRepo) { r.git("update-index", "--skip-worktree", "README") })},
		{name: "index version 4", make: afterStaging(func(r *gitRepo) { r.git("update-index", "--index-version", "4") })},
		{name: "split index", make: func(r *gitRepo, line string) *gitRepo {
			r.git("config", "splitIndex.maxPercentChange", "100")
			firstCommit(r)
			r.git("update-index", "--split-index")
			stage(r, line)
			return nil
		}},
		{name: "sparse index", make: func(r *gitRepo, line string) *gitRepo {
			for i := range 5 {
				r.write(fmt.Sprintf("far%d/deep/f", i), "x\n")
			}
			firstCommit(r)
			r.git("sparse-checkout", "set", "--cone", "--sparse-index", "old")
			r.write("old/file.txt", line+"\n")
			r.git("add", "old")
			return nil
		}},
		{name: "sparse index, staged outside the cone", make: func(r *gitRepo, line string) *gitRepo {
			for i := range 5 {
				r.write(fmt.Sprintf("far%d/deep/f", i), "x\n")
			}
			firstCommit(r)
			r.git("sparse-checkout", "set", "--cone", "--sparse-index", "old")
			id := r.run(line+"\n", "git", "hash-object", "-w", "--stdin")
			r.git("update-index", "--add", "--cacheinfo", "100644,"+id+",far3/deep/f")
			return nil
		}},
		{name: "sparse checkout without a sparse index", make: func(r *gitRepo, line string) *gitRepo {
			r.write("far/f", "x\n")
			firstCommit(r)
			r.git("sparse-checkout", "set", "--cone", "--no-sparse-index", "old")
			r.write("old/file.txt", line+"\n")
			r.git("add", "old")
			return nil
		}},
		{name: "index without a checksum", make: afterStaging(func(r *gitRepo) {
			// What index.skipHash leaves; written by hand, as git before 2.40 reads it but does not write it.
			name := filepath.Join(r.dir, ".git/index")
			data, err := os.ReadFile(name)
			if err != nil {
				r.t.Fatal(err)
			}
			copy(data[len(data)-20:], make([]byte, 20))
			if err := os.WriteFile(name, data, 0o666); err != nil {
				r.t.Fatal(err)
			}
		})},
		{name: "untracked cache", make: afterStaging(func(r *gitRepo) {
			r.git("update-index", "--force-untracked-cache")
			r.git("status")
		})},
		{name: "fsmonitor", make: afterStaging(func(r *gitRepo) {
			hook := filepath.Join(r.t.TempDir(), "monitor")
			if err := os.WriteFile(hook, []byte("#!/bin/sh\nprintf 'token\\0/\\0'\n"), 0o777); err != nil { //nolint:gosec // a program
				r.t.Fatal(err)
			}
			r.git("config", "core.fsmonitor", hook)
			r.git("update-index", "--fsmonitor")
			r.git("status")
		})},
		{name: "worktreeConfig", make: afterStaging(func(r *gitRepo) {
			r.git("config", "core.repositoryFormatVersion", "1")
			r.git("config", "extensions.worktreeConfig", "true")
		})},
		{name: "preciousObjects", make: withConfig("core.repositoryFormatVersion", "1", "extensions.preciousObjects", "true")},
		{name: "relativeWorktrees", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			w := filepath.Join(r.t.TempDir(), "linked")
			if _, err := r.try("worktree", "add", "-q", "--relative-paths", "-b", "wt", w); err != nil {
				r.t.Skip("the installed git has no worktree add --relative-paths")
			}
			o := r.at(w)
			stage(o, line)
			return o
		}},
		{name: "sha256", args: []string{"--object-format=sha256"}, noNative: true, make: afterStaging(func(*gitRepo) {})},
		{name: "sha256 first commit with add -N", args: []string{"--object-format=sha256"}, noNative: true, make: func(r *gitRepo, line string) *gitRepo {
			stage(r, line)
			r.write("later", "x")
			r.git("add", "-N", "later")
			return nil
		}, noBlob: noBlobITA},
		{name: "reftable", args: []string{"--ref-format=reftable"}, noNative: true, make: afterStaging(func(*gitRepo) {})},
		{name: "-diff attribute", make: withAttributes("* -diff")},
		{name: "binary attribute", make: withAttributes("* binary")},
		{name: "textconv", make: withAttributes("* diff=quiet", "diff.quiet.textconv", "true")},
		{name: "external diff", make: withAttributes("* diff=quiet", "diff.quiet.command", "true", "diff.external", "true")},
		{name: "export-ignore and linguist attributes", make: withAttributes("* export-ignore linguist-generated -text")},
		{name: "settings of diff", make: withConfig("color.ui", "always", "color.diff", "always", "diff.noprefix", "true", "diff.mnemonicPrefix", "true",
			"core.quotePath", "true", "diff.renames", "copies", "diff.relative", "true", "diff.ignoreSubmodules", "all", "diff.orderFile", "/dev/null",
			"core.pager", "false", "core.abbrev", "4", "diff.submodule", "log")},
		{name: "autocrlf", make: withConfig("core.autocrlf", "true")},
		{name: "clean filter", make: withAttributes("*.txt filter=same", "filter.same.clean", "cat", "filter.same.smudge", "cat")},
		{name: "replaced object", make: afterStaging(func(r *gitRepo) {
			id := r.run("harmless\n", "git", "hash-object", "-w", "--stdin")
			r.git("replace", r.git("rev-parse", ":src/config.py"), id)
		})},
		{name: "assume unchanged and skip-worktree", make: afterStaging(func(r *gitRepo) {
			r.git("update-index", "--assume-unchanged", "src/config.py")
			r.git("update-index", "--skip-worktree", "src/config.py")
		})},
		{name: "name with spaces", make: withContent("a b/c d .txt", plain)},
		{name: "name with a line break and a tab", make: withContent("a\nb\tc/\"d\".txt", plain)},
		{name: "name that is not UTF-8", make: withContent("caf\xe9/\xff\xfe.txt", plain)},
		{name: "name like an option", make: withContent("--cached", plain)},
		{name: "name like pathspec magic", make: withContent(":(exclude)x", plain)},
		{name: "name with glob characters", make: withContent("[a]*?.txt", plain)},
		{name: "UTF-16", make: withContent("wide.txt", utf16le)},
		{name: "NUL bytes", make: withContent("blob.bin", func(line string) []byte { return []byte("\x00\x01\x02" + line + "\x00\xff") })},
		{name: "no line break at the end", make: withContent("x", func(line string) []byte { return []byte(line) })},
		{name: "larger than a pipe", make: withContent("big", func(line string) []byte {
			return append(bytes.Repeat([]byte("0123456789abcde\n"), 200_000), line...)
		})},
		{name: "symbolic link", make: func(r *gitRepo, line string) *gitRepo {
			firstCommit(r)
			if err := os.Symlink("/nowhere/"+line, filepath.Join(r.dir, "link")); err != nil {
				r.t.Skip(err)
			}
			r.git("add", "-A")
			return nil
		}},
		{name: "symbolic link becomes a file", make: func(r *gitRepo, line string) *gitRepo {
			if err := os.Symlink("target", filepath.Join(r.dir, "link")); err != nil {
				r.t.Skip(err)
			}
			firstCommit(r)
			os.Remove(filepath.Join(r.dir, "link"))
			r.write("link", line)
			r.git("add", "-A")
			return nil
		}},
		{name: "config with an odd branch section", make: withConfig("branch.main.merge", "main", "branch.main.remote", ".")},
		{name: "safe.bareRepository explicit", make: withConfig("safe.bareRepository", "explicit")},
	}
}

func alternate(r *gitRepo, line string, relative bool) *gitRepo {
	firstCommit(r)
	d := filepath.Join(r.t.TempDir(), "clone")
	r.git("clone", "-q", "-s", r.dir, d)
	o := r.at(d)
	if relative {
		rel, err := filepath.Rel(filepath.Join(d, ".git/objects"), filepath.Join(r.dir, ".git/objects"))
		if err != nil {
			r.t.Skip(err)
		}
		o.write(".git/objects/info/alternates", rel+"\n")
	}
	// The blob is only in the other repository.
	r.run(line+"\n", "git", "hash-object", "-w", "--stdin")
	stage(o, line)
	id := o.git("rev-parse", ":src/config.py")
	os.Remove(filepath.Join(d, ".git/objects", id[:2], id[2:]))
	return o
}
