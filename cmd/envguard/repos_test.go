package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// TestOrganization scans 50 repositories, is interrupted and killed in the middle,
// resumes, and runs the commands of docs/organizations.md for each part: the joined
// result is the same every time.
func TestOrganization(t *testing.T) {
	t.Parallel()
	envguard, err := exec.LookPath("envguard")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorkshop(t)
	o := &organization{workshop: w, envguard: envguard, dir: filepath.Join(w.root, "mirrors")}
	for i := range 50 {
		dir := filepath.Join(o.dir, fmt.Sprintf("team-%d", i%5), fmt.Sprintf("repository-%02d", i))
		w.must("", "git", "init", "-q", dir)
		w.write(dir, "main.py", fmt.Sprintf("x = %d\n", i))
		if i%3 == 0 {
			w.write(dir, "own.py", strings.ReplaceAll(w.secret(`API_SECRET = "{hex:64}"`), "SECRET", fmt.Sprintf("SECRET_%d", i)))
		}
		if i%10 == 0 {
			w.write(dir, "shared.py", w.secret(`PASSWORD_HASH_SECRET = "{hex:62}00"`))
		}
		w.must(dir, "git", "add", ".")
		w.must(dir, "git", "commit", "-q", "-m", "first")
	}
	w.write(w.root, "correlate.key", strings.Repeat("k", 32))
	if out, err := o.scan("whole.ndjson").CombinedOutput(); exitOf(err) != exitFindings {
		t.Fatalf("%v\n%s", err, out)
	}
	o.want = o.merged("whole.ndjson")
	w.wants(o.want, `"type":"summary","repositories":50,"findings":`, `"type":"secret"`)
	for _, signal := range []os.Signal{os.Interrupt, os.Kill} {
		o.stopped(signal)
	}
	o.kubernetes()
	o.matrix()
}

// An organization is a folder of repositories, and the joined result of their scan.
type organization struct {
	*workshop
	envguard, dir, want string
}

func (o *organization) scan(out string, args ...string) *exec.Cmd {
	cmd := exec.Command(o.envguard, append([]string{"scan", "--repos", o.dir, "--history", "--correlate", "correlate.key", "--output", out}, args...)...)
	cmd.Dir, cmd.Env = o.root, o.env
	return cmd
}

func (o *organization) merged(files ...string) string {
	o.Helper()
	cmd := exec.Command(o.envguard, append([]string{"merge", "--format", "ndjson"}, files...)...)
	cmd.Dir, cmd.Env = o.root, o.env
	out, err := cmd.Output()
	if exitOf(err) != exitFindings {
		o.Fatalf("merging: %v", err)
	}
	return string(out)
}

// same wants the result of the whole scan.
func (o *organization) same(what string, files ...string) {
	o.Helper()
	if got := o.merged(files...); got != o.want {
		o.Errorf("%s:\n%s\nwant:\n%s", what, got, o.want)
	}
}

// stopped stops a scan as soon as something is written, wherever that is, and resumes.
func (o *organization) stopped(signal os.Signal) {
	o.Helper()
	name := fmt.Sprintf("stopped-%v.ndjson", signal)
	path := filepath.Join(o.root, name)
	cmd := o.scan(name, "--jobs", "2")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		o.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for written := 0; written < 3 && len(ended) == 0; time.Sleep(time.Millisecond) {
		data, _ := os.ReadFile(path) // it may not be there yet
		written = bytes.Count(data, []byte(`"type":"scan"`))
	}
	cmd.Process.Signal(signal) //nolint:errcheck // it may have ended
	code := exitOf(<-ended)
	if signal == os.Interrupt && code != exitFindings { // it may have been faster
		if code != exitIncomplete {
			o.Errorf("interrupted: exit code %d\n%s", code, said.String())
		}
		o.wants(said.String(), "--output FILE --resume goes on where it was interrupted")
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		o.Fatal(err)
	}
	fmt.Fprint(f, `{"repository":"team-0/repository-00","type":"find`) // as a full disk leaves it
	if err := f.Close(); err != nil {
		o.Fatal(err)
	}
	out, err := o.scan(name, "--resume").CombinedOutput()
	if exitOf(err) != exitFindings {
		o.Fatalf("%v\n%s", err, out)
	}
	o.wants(string(out), "scanned before", "50 of 50 repositories scanned")
	o.same("resumed", name)
}

// kubernetes runs the command of the Kubernetes job, for each index.
func (o *organization) kubernetes() {
	o.Helper()
	job := readJob(o.T)
	var parts []string
	for i := range job.Spec.Completions {
		script := job.Spec.Template.Spec.Containers[0].Args[0]
		for path, dir := range map[string]string{"/mirrors": o.dir, "/reports/": o.root + "/", "/key/": o.root + "/"} {
			script = strings.ReplaceAll(script, " "+path, " "+dir)
			script = strings.ReplaceAll(script, `"`+path, `"`+dir)
		}
		cmd := exec.Command("sh", "-c", script)
		cmd.Dir, cmd.Env = o.root, append([]string{fmt.Sprint("JOB_COMPLETION_INDEX=", i)}, o.env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			o.Fatalf("%s: %v\n%s", script, err, out)
		}
		parts = append(parts, fmt.Sprintf("part-%d.ndjson", i+1))
	}
	o.same("the job", parts...)
}

// matrix runs the step of the matrix, for each part. It fails where there are findings.
func (o *organization) matrix() {
	o.Helper()
	var matrix struct {
		Jobs struct {
			Part struct {
				Strategy struct{ Matrix struct{ Part []int } }
				Steps    []map[string]any
			}
		}
	}
	c := &ciChecker{o.T}
	block := organizationBlock(o.T, "# .github/workflows/organization.yml")
	c.keys("a workflow", c.read(block), "name", "on", "permissions", "jobs")
	if err := yaml.Unmarshal([]byte(block), &matrix); err != nil {
		o.Fatal(err)
	}
	for _, step := range matrix.Jobs.Part.Steps {
		c.githubStep(step)
	}
	var parts []string
	for _, part := range matrix.Jobs.Part.Strategy.Matrix.Part {
		script := strings.ReplaceAll(text(matrix.Jobs.Part.Steps[0]["run"]), "/srv/mirrors", o.dir)
		cmd := exec.Command("sh", "-e", "-c", script+" --correlate correlate.key")
		cmd.Dir, cmd.Env = o.root, append([]string{fmt.Sprint("PART=", part)}, o.env...)
		if out, err := cmd.CombinedOutput(); exitOf(err) != exitFindings {
			o.Fatalf("%s: %v\n%s", script, err, out)
		}
		parts = append(parts, fmt.Sprintf("part-%d.ndjson", part))
	}
	o.same("the matrix", parts...)
}

// exitOf returns the exit code of a command that ran.
func exitOf(err error) int {
	if err == nil {
		return 0
	}
	if exit, ok := err.(*exec.ExitError); ok {
		return exit.ExitCode()
	}
	return -1
}

// A kubeJob has the fields of a Job that docs/organizations.md uses, as the API
// documents them.
type kubeJob struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct{ Name string }
	Spec       struct {
		CompletionMode       string `yaml:"completionMode"`
		Completions          int
		Parallelism          int
		BackoffLimitPerIndex int `yaml:"backoffLimitPerIndex"`
		Template             struct{ Spec kubePod }
	}
}

type kubePod struct {
	RestartPolicy                string `yaml:"restartPolicy"`
	AutomountServiceAccountToken bool   `yaml:"automountServiceAccountToken"`
	Containers                   []struct {
		Name, Image     string
		Command, Args   []string
		SecurityContext struct {
			RunAsNonRoot             bool `yaml:"runAsNonRoot"`
			RunAsUser                int  `yaml:"runAsUser"`
			ReadOnlyRootFilesystem   bool `yaml:"readOnlyRootFilesystem"`
			AllowPrivilegeEscalation bool `yaml:"allowPrivilegeEscalation"`
			Capabilities             struct{ Drop []string }
		} `yaml:"securityContext"`
		Resources    struct{ Requests, Limits map[string]string }
		VolumeMounts []struct {
			Name      string
			MountPath string `yaml:"mountPath"`
			ReadOnly  bool   `yaml:"readOnly"`
		} `yaml:"volumeMounts"`
	}
	Volumes []struct {
		Name                  string
		PersistentVolumeClaim struct {
			ClaimName string `yaml:"claimName"`
			ReadOnly  bool   `yaml:"readOnly"`
		} `yaml:"persistentVolumeClaim"`
		Secret struct {
			SecretName string `yaml:"secretName"`
		}
	}
}

// organizationBlock returns a block of docs/organizations.md by its first line.
func organizationBlock(t *testing.T, name string) string {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "organizations.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(doc), name+"\n")
	if !ok {
		t.Fatalf("docs/organizations.md has no %s", name)
	}
	text, _, _ := strings.Cut(rest, "\n```")
	return text + "\n"
}

// jobManifest returns the manifest of the Kubernetes job.
func jobManifest(t *testing.T) string {
	t.Helper()
	return organizationBlock(t, "# envguard-job.yaml")
}

// readJob reads the manifest, with no field that is not known.
func readJob(t *testing.T) kubeJob {
	t.Helper()
	var job kubeJob
	dec := yaml.NewDecoder(strings.NewReader(jobManifest(t)))
	dec.KnownFields(true)
	if err := dec.Decode(&job); err != nil {
		t.Fatal(err)
	}
	return job
}

// TestKubernetesJob checks what an Indexed Job needs, and reads the manifest with
// kubectl where it is installed.
func TestKubernetesJob(t *testing.T) {
	job := readJob(t)
	pod := job.Spec.Template.Spec
	if job.APIVersion != "batch/v1" || job.Kind != "Job" || job.Spec.CompletionMode != "Indexed" || job.Spec.Completions < job.Spec.Parallelism {
		t.Errorf("%+v is no Indexed Job", job)
	}
	if pod.RestartPolicy != "Never" { // backoffLimitPerIndex needs it
		t.Errorf("the restart policy is %s", pod.RestartPolicy)
	}
	volumes := map[string]bool{}
	for _, v := range pod.Volumes {
		volumes[v.Name] = true
	}
	for _, m := range pod.Containers[0].VolumeMounts {
		if !volumes[m.Name] {
			t.Errorf("there is no volume %s", m.Name)
		}
	}
	if !strings.Contains(pod.Containers[0].Args[0], fmt.Sprintf("/%d\"", job.Spec.Completions)) {
		t.Error("the number of parts is not that of the completions")
	}
	kubectl, err := exec.LookPath("kubectl")
	if err != nil {
		return
	}
	// Typed objects lose fields that the API does not have.
	cmd := exec.Command(kubectl, "set", "image", "--local", "-f", "-", "-o", "yaml", "envguard=registry.example/envguard:other")
	cmd.Stdin = strings.NewReader(jobManifest(t))
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("kubectl cannot read manifests here: %v", err)
	}
	var got, want map[string]any
	if err := yaml.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte(jobManifest(t)), &want); err != nil {
		t.Fatal(err)
	}
	lost(t, "", got, want)
}

// lost reports what is in want and not in got.
func lost(t *testing.T, at string, got, want any) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		g, _ := got.(map[string]any)
		for k, v := range want {
			if _, ok := g[k]; !ok && v != false {
				t.Errorf("the API does not know %s.%s", at, k)
				continue
			}
			lost(t, at+"."+k, g[k], v)
		}
	case []any:
		g, _ := got.([]any)
		if len(g) != len(want) {
			t.Errorf("%s has %d elements, want %d", at, len(g), len(want))
			return
		}
		for i := range want {
			lost(t, fmt.Sprintf("%s[%d]", at, i), g[i], want[i])
		}
	}
}
