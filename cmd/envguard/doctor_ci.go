package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/envguard/envguard/scanner/gitsource"
)

// ciFiles are where the jobs of CI are described.
var ciFiles = []string{
	".github/workflows/*.yml", ".github/workflows/*.yaml", ".gitlab-ci.yml", ".gitlab-ci.yaml", ".circleci/config.yml",
	"azure-pipelines.yml", "bitbucket-pipelines.yml", ".travis.yml", ".drone.yml", ".woodpecker.yml", ".woodpecker/*.yml", ".woodpecker/*.yaml",
	".forgejo/workflows/*.yml", ".forgejo/workflows/*.yaml", ".gitea/workflows/*.yml", ".gitea/workflows/*.yaml", "Jenkinsfile", ".buildkite/*.yml",
}

// checkCI looks for jobs that run envguard and would pass whatever is in the commit.
func (d *checkup) checkCI() {
	for _, pattern := range ciFiles {
		files, _ := filepath.Glob(filepath.Join(d.top, filepath.FromSlash(pattern))) // the patterns are well formed
		for _, file := range files {
			data, err := gitsource.ReadRegular(file)
			if err != nil {
				d.add(warned, "", "%s cannot be read: %v", shownPath(file), err)
				continue
			}
			for _, p := range ciProblems(string(data), d.preCommitRuns()) {
				d.add(warned, p.do, "%s:%d: %s", shownPath(file), p.line, p.what)
			}
		}
	}
}

// preCommitRuns reports whether `pre-commit run` runs envguard here.
func (d *checkup) preCommitRuns() bool {
	for _, f := range frameworks() {
		if f.name == "pre-commit" || f.name == "prek" {
			if _, ok := f.runs(d.top, "pre-commit"); ok {
				return true
			}
		}
	}
	return false
}

// A ciProblem is a line of a job that proves nothing.
type ciProblem struct {
	line     int
	what, do string
}

// ciProblems reads the lines of a CI configuration. framework says that pre-commit
// runs envguard.
func ciProblems(text string, framework bool) (problems []ciProblem) {
	optional := 0 // the line of a continue-on-error that is in force
	indent := 0
	runs := false
	for i, line := range strings.Split(text, "\n") {
		code, _, _ := strings.Cut(line, " #")
		trimmed := strings.TrimSpace(code)
		if trimmed == "" || strings.HasPrefix(trimmed, "#") {
			continue
		}
		depth := len(code) - len(strings.TrimLeft(code, " "))
		if strings.HasPrefix(trimmed, "- ") && depth <= indent || depth < indent {
			optional, runs, indent = 0, false, depth
		} else if strings.HasPrefix(trimmed, "- ") {
			indent = depth
		}
		add := func(what, do string) { problems = append(problems, ciProblem{i + 1, what, do}) }
		calls, what, do := judgeCommand(strings.TrimPrefix(trimmed, "- "), framework)
		if what != "" {
			add(what, do)
		}
		runs = runs || calls
		if key, value, ok := strings.Cut(strings.TrimPrefix(trimmed, "- "), ":"); ok {
			value = strings.Trim(strings.TrimSpace(value), `"'`)
			switch {
			case (key == "continue-on-error" || key == "allow_failure") && value == "true":
				optional = i + 1
			case key == "SKIP" && strings.Contains(value, "envguard"):
				add("SKIP leaves envguard out", "remove it")
			}
		}
		if optional > 0 && runs {
			problems = append(problems, ciProblem{optional, "the job goes on whatever envguard finds", "remove the line"})
			optional = 0
		}
	}
	return problems
}

// judgeCommand reports whether a line runs envguard, and why that proves nothing.
func judgeCommand(code string, framework bool) (calls bool, what, do string) {
	const zero = "nothing is staged in CI, so that it reads zero bytes and passes"
	words := strings.Fields(strings.NewReplacer(`"`, " ", "'", " ", ";", " ; ", "[", " ", "]", " ", ",", " ").Replace(code))
	call := ciCall(words)
	named := slices.ContainsFunc(words, func(w string) bool {
		return w == "-a" || strings.HasPrefix(w, "--all-files") || strings.HasPrefix(w, "--from-ref") || strings.HasPrefix(w, "--files")
	})
	switch {
	case call == "":
		return false, "", ""
	case call == "check" && !slices.Contains(words, "--help"):
		return true, "`envguard check` judges what is staged; " + zero, "run `envguard scan --range A..B` there"
	case call == "pre-commit" && !framework:
		return false, "", ""
	case call == "pre-commit" && !named:
		return true, "without --from-ref and --all-files it judges what is staged; " + zero, "add --from-ref and --to-ref"
	case strings.Contains(code, "|| true"), strings.Contains(code, "|| :"), strings.Contains(code, "|| exit 0"):
		return true, "its exit code is dropped", "remove what follows ||"
	}
	return true, "", ""
}

// ciCall returns the subcommand of envguard that a command line runs, pre-commit for
// `pre-commit run`, or nothing.
func ciCall(words []string) string {
	for i := 0; i+1 < len(words); i++ {
		switch strings.TrimSuffix(filepath.Base(words[i]), ".exe") {
		case "envguard":
			if next := words[i+1]; findSubcommand(next) != nil {
				return next
			}
		case "pre-commit", "prek":
			if words[i+1] == "run" {
				return "pre-commit"
			}
		}
	}
	return ""
}
