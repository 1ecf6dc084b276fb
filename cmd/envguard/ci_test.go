package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestRecipes runs the shell steps of every recipe for CI in clones as the services
// make them: pull requests and pushes with and without a secret, and shallow clones.
func TestRecipes(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("there is no bash")
	}
	t.Parallel()
	w := newWorkshop(t)
	source, _ := w.sourceRepository()
	w.must(source, "git", "branch", "-M", "main")
	forge := newForge(w)
	for _, r := range recipes(t, source) {
		t.Run(r.name, func(t *testing.T) {
			w := &workshop{T: t, root: w.root, env: w.env}
			temp := t.TempDir()
			for i, e := range forge.events() {
				dir := forge.clone(w, &e)
				vars, expressions := r.vars(&e)
				vars["ENVGUARD_SOURCE"] = source
				for _, name := range []string{"RUNNER_TEMP", "AGENT_TEMPDIRECTORY", "WORKSPACE_TMP", "CI_BUILDS_DIR"} {
					vars[name] = temp
				}
				vars["GITHUB_STEP_SUMMARY"] = filepath.Join(temp, "summary")
				got := r.run(w, dir, temp, vars, expressions, i > 0)
				want := e.code
				if e.leak == "deleted" && e.name == "push" && r.wholeTree {
					want = 0 // the tree does not have it any more
				}
				if got != want {
					t.Fatalf("%s: exit code %d, want %d", e, got, want)
				}
			}
			for _, name := range r.reports {
				if info, err := os.Stat(filepath.Join(temp, name)); err != nil || info.Size() == 0 {
					t.Errorf("the report %s is not there: %v", name, err)
				}
			}
		})
	}
}

// A forge is a repository with branches and pull requests.
type forge struct {
	dir, main             string // main is the id of the main branch
	hidden, deleted, fine string // of the heads of pull requests
}

func newForge(w *workshop) *forge {
	f := &forge{dir: filepath.Join(w.root, "forge.git")}
	work := filepath.Join(w.root, "work")
	w.must("", "git", "init", "-q", "--bare", f.dir)
	w.must("", "git", "init", "-q", "-b", "main", work)
	commit := func(message string) string {
		w.must(work, "git", "add", "-A")
		w.must(work, "git", "commit", "-q", "-m", message)
		return strings.TrimSpace(w.must(work, "git", "rev-parse", "HEAD"))
	}
	for i := range 4 {
		w.write(work, "a", fmt.Sprint(i))
		f.main = commit(fmt.Sprint("main ", i))
	}
	w.must(work, "git", "switch", "-q", "-c", "fine")
	w.write(work, "b", "x")
	f.fine = commit("fine")
	w.must(work, "git", "switch", "-q", "-c", "hidden", "main")
	w.write(work, "s.py", w.secret("# envguard:allow hex-secret -- mine\nAPI_SECRET = \"{hex:64}\""))
	w.write(work, ".envguardignore", "/s.py\n")
	f.hidden = commit("a secret, and what hides it")
	w.must(work, "git", "switch", "-q", "-c", "deleted", "main")
	w.write(work, "s.py", w.secret(`API_SECRET = "{hex:64}"`))
	commit("a secret")
	w.must(work, "git", "rm", "-q", "s.py")
	f.deleted = commit("the secret is taken out")
	w.must(work, "git", "push", "-q", f.dir, "--all")
	for _, branch := range []string{"fine", "hidden", "deleted"} { // what GitHub checks out for a pull request
		w.must(work, "git", "switch", "-q", "--detach", "main")
		w.must(work, "git", "merge", "-q", "--no-ff", "-m", "merge", branch)
		w.must(work, "git", "push", "-q", f.dir, "HEAD:refs/pull/"+branch+"/merge")
	}
	return f
}

// An event is what a service runs a job for.
type event struct {
	name   string // pull request, push, new branch
	leak   string // what the branch does with its secret
	depth  int
	branch string
	head   string
	main   string
	before string
	merge  string // the commit that GitHub makes of a pull request
	code   int
}

func (e event) String() string {
	return fmt.Sprintf("%s of the branch %s, depth %d", e.name, e.branch, e.depth)
}

func (f *forge) events() []event {
	zeros := strings.Repeat("0", 40)
	list := []event{
		{name: "pull request", branch: "fine", head: f.fine, before: zeros},
		{name: "pull request", branch: "hidden", head: f.hidden, before: zeros, leak: "hidden", code: 1},
		{name: "pull request", branch: "deleted", head: f.deleted, before: zeros, leak: "deleted", code: 1},
		{name: "pull request", branch: "deleted", head: f.deleted, before: zeros, leak: "deleted", depth: 1, code: 1},
		{name: "pull request", branch: "fine", head: f.fine, before: zeros, depth: 1},
		{name: "push", branch: "fine", head: f.fine, before: f.main},
		{name: "push", branch: "deleted", head: f.deleted, before: f.main, leak: "deleted", code: 1},
		{name: "push", branch: "deleted", head: f.deleted, before: f.main, leak: "deleted", depth: 1, code: 1},
		{name: "push", branch: "deleted", head: f.deleted, before: zeros, leak: "deleted", code: 1},
	}
	for i := range list {
		list[i].main = f.main
	}
	return list
}

// clone checks an event out as a service does: a commit, and the branches if the clone
// is whole.
func (f *forge) clone(w *workshop, e *event) string {
	w.Helper()
	dir := w.TempDir()
	w.must(dir, "git", "init", "-q")
	w.must(dir, "git", "remote", "add", "origin", "file://"+f.dir)
	args := []string{"fetch", "-q", "--no-tags"}
	merge := "refs/pull/" + e.branch + "/merge"
	if e.depth > 0 {
		w.must(dir, "git", append(args, fmt.Sprint("--depth=", e.depth), "origin", e.head)...)
		w.must(dir, "git", append(args, fmt.Sprint("--depth=", e.depth), "origin", merge)...)
	} else {
		w.must(dir, "git", append(args, "origin", "+refs/heads/*:refs/remotes/origin/*")...)
		w.must(dir, "git", append(args, "origin", merge)...)
	}
	e.merge = strings.TrimSpace(w.must(dir, "git", "rev-parse", "FETCH_HEAD"))
	w.must(dir, "git", "checkout", "-q", "--detach", e.head)
	return dir
}

// A ciRecipe is what a service runs.
type ciRecipe struct {
	name  string
	shell []string // how the service starts a step
	steps []ciStep
	// vars are what the service sets, and what its expressions are.
	vars      func(e *event) (vars, expressions map[string]string)
	wholeTree bool // a push scans the tree
	reports   []string
}

// A ciStep is a script, with the variables that the recipe sets for it.
type ciStep struct {
	script string
	env    map[string]string
}

// run runs the steps and returns the exit code of the first one that fails. With built,
// the program is there already.
func (r *ciRecipe) run(w *workshop, dir, temp string, vars, expressions map[string]string, built bool) int {
	w.Helper()
	if vars["GITHUB_EVENT_NAME"] == "pull_request" {
		w.must(dir, "git", "checkout", "-q", "--detach", vars["GITHUB_SHA"])
	}
	for _, s := range r.steps {
		if built && (strings.Contains(s.script, "go build") && !strings.Contains(s.script, "scan ")) {
			continue
		}
		script := strings.ReplaceAll(s.script, "/tmp/", temp+"/")
		if built {
			var lines []string
			for line := range strings.Lines(script) {
				if !strings.Contains(line, "go build") && !strings.Contains(line, "git clone") {
					lines = append(lines, line)
				}
			}
			script = strings.Join(lines, "")
		}
		file := filepath.Join(temp, "step")
		w.write(temp, "step", script)
		cmd := exec.Command(r.shell[0], append(slices.Clone(r.shell[1:]), file)...)
		cmd.Dir, cmd.Env = dir, slices.Clone(w.env)
		for k, v := range vars {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
		for k, v := range s.env {
			if name := expression(v); name != "" {
				value, ok := expressions[name]
				if !ok && !strings.HasPrefix(name, "inputs.") {
					w.Fatalf("%s: the service does not know %q", k, name)
				}
				v = value
			}
			if vars[k] == "" { // variables of the project precede those of a file
				cmd.Env = append(cmd.Env, k+"="+v)
			}
		}
		out, err := cmd.CombinedOutput()
		w.Logf("%s\n%s", script, out)
		var exit *exec.ExitError
		switch {
		case errors.As(err, &exit):
			return exit.ExitCode()
		case err != nil:
			w.Fatal(err)
		}
	}
	return 0
}

// recipes reads the recipes, and checks that they are of the form that the services
// document.
func recipes(t *testing.T, source string) []ciRecipe {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := func(language, name string) string {
		_, rest, ok := strings.Cut(string(doc), "```"+language+"\n"+name+"\n")
		if !ok {
			t.Fatalf("docs/ci.md has no block %s", name)
		}
		text, _, _ := strings.Cut(rest, "\n```")
		return text + "\n"
	}
	file := func(name string) string {
		data, err := os.ReadFile(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	c := &ciChecker{t}
	c.githubWorkflow(c.read(block("yaml", "# .github/workflows/envguard.yml")))
	c.gitlab(c.read(block("yaml", "# .gitlab-ci.yml")))
	bash := []string{"bash", "--noprofile", "--norc", "-eo", "pipefail"}
	sh := []string{"sh", "-e"}
	pick := func(e *event, name, value string) string {
		if e.name == name {
			return value
		}
		return ""
	}
	list := []ciRecipe{
		{
			name: "GitHub", shell: bash, steps: c.action(c.read(file("action.yml"))), reports: []string{"summary"},
			vars: func(e *event) (map[string]string, map[string]string) {
				m := map[string]string{"GITHUB_ACTION_PATH": source, "GITHUB_EVENT_NAME": "push", "GITHUB_SHA": e.head}
				if e.name == "pull request" {
					m["GITHUB_EVENT_NAME"], m["GITHUB_SHA"] = "pull_request", e.merge
				}
				return m, map[string]string{
					"github.event.before":                pick(e, "push", e.before),
					"github.event.pull_request.base.sha": pick(e, "pull request", e.main),
					"github.event.merge_group.base_sha":  "",
				}
			},
		},
		{
			name: "GitLab", shell: sh, steps: c.gitlab(c.read(file("packaging/gitlab-ci.yml"))),
			vars: func(e *event) (map[string]string, map[string]string) {
				m := map[string]string{"CI_PIPELINE_SOURCE": "push", "CI_COMMIT_SHA": e.head, "CI_COMMIT_BEFORE_SHA": e.before}
				if e.name == "pull request" {
					m["CI_PIPELINE_SOURCE"], m["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = "merge_request_event", e.main
				}
				return m, nil
			},
		},
		{
			name: "Azure", shell: bash[:3], wholeTree: true, steps: c.azure(c.read(block("yaml", "# azure-pipelines.yml"))), reports: []string{"envguard.xml"},
			vars: func(e *event) (map[string]string, map[string]string) {
				return map[string]string{"SYSTEM_PULLREQUEST_TARGETBRANCH": pick(e, "pull request", "refs/heads/main")}, nil
			},
		},
		{
			name: "Jenkins", shell: []string{"sh", "-xe"}, steps: jenkinsSteps(block("groovy", "// Jenkinsfile")), reports: []string{"envguard.xml"},
			vars: func(e *event) (map[string]string, map[string]string) {
				return map[string]string{"CHANGE_TARGET": pick(e, "pull request", "main"), "GIT_PREVIOUS_COMMIT": pick(e, "push", e.before)}, nil
			},
		},
		{
			name: "Bitbucket", shell: sh, wholeTree: true, steps: c.bitbucket(c.read(block("yaml", "# bitbucket-pipelines.yml"))),
			vars: func(e *event) (map[string]string, map[string]string) {
				return map[string]string{"BITBUCKET_PR_DESTINATION_BRANCH": pick(e, "pull request", "main")}, nil
			},
		},
		{
			name: "CircleCI", shell: bash, steps: c.circle(c.read(block("yaml", "# .circleci/config.yml"))),
			vars: func(e *event) (map[string]string, map[string]string) {
				return map[string]string{}, map[string]string{"pipeline.git.base_revision": pick(e, "push", e.before)}
			},
		},
		{
			name: "Drone", shell: sh, steps: c.drone(c.read(block("yaml", "# .drone.yml"))),
			vars: func(e *event) (map[string]string, map[string]string) {
				m := map[string]string{"DRONE_BUILD_EVENT": "push", "DRONE_COMMIT": e.head, "DRONE_COMMIT_BEFORE": e.before}
				if e.name == "pull request" {
					m["DRONE_BUILD_EVENT"], m["DRONE_TARGET_BRANCH"] = "pull_request", "main"
				}
				return m, nil
			},
		},
	}
	for _, r := range list {
		if len(r.steps) == 0 {
			t.Errorf("%s: there are no steps", r.name)
		}
	}
	return list
}

var jenkinsScript = regexp.MustCompile(`(?s)sh '''\n(.*?)'''`)

// jenkinsSteps returns the shell scripts of a Jenkinsfile.
func jenkinsSteps(text string) (steps []ciStep) {
	for _, m := range jenkinsScript.FindAllStringSubmatch(text, -1) {
		steps = append(steps, ciStep{script: m[1]})
	}
	return steps
}

// A ciChecker reads the configurations of CI services, and fails the test where a key
// is not one that the service documents.
type ciChecker struct{ *testing.T }

func (c *ciChecker) read(text string) map[string]any {
	c.Helper()
	var doc map[string]any
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		c.Fatalf("%v in:\n%s", err, text)
	}
	return doc
}

// keys checks that a mapping has no other keys.
func (c *ciChecker) keys(what string, v any, allowed ...string) map[string]any {
	c.Helper()
	m, ok := v.(map[string]any)
	if !ok {
		c.Errorf("%s is no mapping: %v", what, v)
	}
	for k := range m {
		if !slices.Contains(allowed, k) {
			c.Errorf("%s has a key that is not documented: %s", what, k)
		}
	}
	return m
}

func (c *ciChecker) githubWorkflow(doc map[string]any) {
	c.Helper()
	c.keys("a workflow", doc, "name", "on", "permissions", "jobs")
	for _, name := range slices.Collect(maps.Keys(c.keys("permissions", doc["permissions"], "contents", "security-events", "pull-requests"))) {
		if v := doc["permissions"].(map[string]any)[name]; v != "read" && v != "write" {
			c.Errorf("permission %s: %v", name, v)
		}
	}
	jobs, _ := doc["jobs"].(map[string]any)
	for _, job := range jobs {
		for _, step := range tables(c.keys("a job", job, "runs-on", "steps")["steps"]) {
			c.githubStep(step)
		}
	}
}

var githubUses = regexp.MustCompile(`^[\w.-]+/[\w.-]+(/[\w.-]+)*@[\w.-]+$`)

func (c *ciChecker) githubStep(step map[string]any) {
	c.Helper()
	c.keys("a step", step, "name", "id", "if", "uses", "with", "run", "shell", "working-directory", "env")
	if (step["uses"] == nil) == (step["run"] == nil) {
		c.Errorf("a step needs either uses or run: %v", step)
	}
	if uses, ok := step["uses"].(string); ok && !githubUses.MatchString(uses) {
		c.Errorf("a step uses %q", uses)
	}
}

// action reads the composite action.
func (c *ciChecker) action(doc map[string]any) (steps []ciStep) {
	c.Helper()
	c.keys("an action", doc, "name", "description", "author", "inputs", "outputs", "runs", "branding")
	inputs := doc["inputs"].(map[string]any)
	for name, in := range inputs {
		c.keys("the input "+name, in, "description", "required", "default")
	}
	runs := c.keys("runs", doc["runs"], "using", "steps")
	if runs["using"] != "composite" {
		c.Errorf("the action uses %v", runs["using"])
	}
	for _, step := range tables(runs["steps"]) {
		c.githubStep(step)
		if step["run"] == nil {
			continue
		}
		if step["shell"] != "bash" {
			c.Errorf("a step of a composite action needs a shell: %v", step)
		}
		script := text(step["run"])
		if strings.Contains(script, "${{") {
			c.Error("a script with an expression in it can be injected into; hand it over in env")
		}
		env := map[string]string{}
		vars, _ := step["env"].(map[string]any)
		for k, v := range vars {
			env[k] = text(v)
		}
		steps = append(steps, ciStep{script, env})
		for k, v := range env {
			if name, ok := strings.CutPrefix(expression(v), "inputs."); ok && inputs[name] == nil {
				c.Errorf("%s: there is no input %s", k, name)
			}
		}
	}
	return steps
}

// expression returns what is between ${{ and }} of GitHub, or << and >> of CircleCI.
func expression(v string) string {
	for _, marks := range [][2]string{{"${{", "}}"}, {"<<", ">>"}} {
		inner, ok := strings.CutPrefix(v, marks[0])
		inner, end := strings.CutSuffix(inner, marks[1])
		if ok && end {
			return strings.TrimSpace(inner)
		}
	}
	return ""
}

func (c *ciChecker) gitlab(doc map[string]any) (steps []ciStep) {
	c.Helper()
	for name, v := range doc {
		switch name {
		case "variables":
		case "include":
			for _, inc := range tables(v) {
				c.keys("include", inc, "project", "ref", "file", "local", "remote", "template")
			}
		default:
			job := c.keys("the job "+name, v, "stage", "image", "variables", "rules", "script", "artifacts", "needs", "allow_failure", "tags")
			c.keys("artifacts.reports", c.keys("artifacts", job["artifacts"], "when", "reports", "paths", "expire_in")["reports"], "secret_detection", "codequality", "junit")
			for _, rule := range tables(job["rules"]) {
				c.keys("a rule", rule, "if", "changes", "when", "exists")
			}
			steps = append(steps, c.lines(job["script"], job["variables"]))
		}
	}
	return steps
}

// lines joins the lines of a script that one shell runs.
func (c *ciChecker) lines(script, variables any) ciStep {
	c.Helper()
	var s ciStep
	list, ok := script.([]any)
	if !ok {
		c.Errorf("a script is no list: %v", script)
	}
	for _, line := range list {
		s.script += strings.TrimSuffix(text(line), "\n") + "\n"
	}
	s.env = map[string]string{}
	vars, _ := variables.(map[string]any)
	for k, v := range vars {
		s.env[k] = fmt.Sprint(v)
	}
	return s
}

func (c *ciChecker) azure(doc map[string]any) (steps []ciStep) {
	c.Helper()
	c.keys("a pipeline", doc, "trigger", "pr", "pool", "variables", "steps", "schedules")
	for _, step := range tables(doc["steps"]) {
		c.keys("a step", step, "checkout", "fetchDepth", "task", "inputs", "bash", "displayName", "condition", "env")
		if script := text(step["bash"]); script != "" {
			steps = append(steps, ciStep{script: script})
		}
	}
	return steps
}

func (c *ciChecker) bitbucket(doc map[string]any) (steps []ciStep) {
	c.Helper()
	c.keys("the file", doc, "image", "clone", "definitions", "pipelines", "options")
	c.keys("clone", doc["clone"], "depth", "enabled", "lfs")
	pipelines := c.keys("pipelines", doc["pipelines"], "default", "branches", "pull-requests", "tags", "custom")
	for _, p := range pipelines {
		for pattern, list := range p.(map[string]any) {
			for _, e := range tables(list) {
				step := c.keys("a step of "+pattern, e["step"], "name", "script", "image", "caches", "artifacts", "clone")
				steps = []ciStep{c.lines(step["script"], nil)} // all are the same one
			}
		}
	}
	return steps
}

func (c *ciChecker) circle(doc map[string]any) (steps []ciStep) {
	c.Helper()
	c.keys("the file", doc, "version", "jobs", "workflows", "orbs", "parameters")
	for _, job := range doc["jobs"].(map[string]any) {
		m := c.keys("a job", job, "docker", "environment", "steps", "working_directory", "resource_class")
		for _, step := range tables(m["steps"]) {
			c.keys("a step", step, "checkout", "run", "store_test_results")
			if step["checkout"] != nil {
				c.keys("checkout", step["checkout"], "path", "method")
				continue
			}
			run := c.keys("run", step["run"], "name", "command", "environment", "when")
			s := c.lines([]any{run["command"]}, m["environment"])
			steps = append(steps, s)
		}
	}
	return steps
}

func (c *ciChecker) drone(doc map[string]any) (steps []ciStep) {
	c.Helper()
	c.keys("a pipeline", doc, "kind", "type", "name", "steps", "trigger", "clone")
	c.keys("trigger", doc["trigger"], "event", "branch")
	for _, step := range tables(doc["steps"]) {
		c.keys("a step", step, "name", "image", "commands", "environment", "when")
		steps = append(steps, c.lines(step["commands"], nil))
	}
	return steps
}
