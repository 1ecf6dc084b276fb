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

// TestOrganization scans 50 repositories, is killed in the middle, resumes, and runs the
// Kubernetes job's command for each part: the joined result is the same every time.
func TestOrganization(t *testing.T) {
	t.Parallel()
	envguard, err := exec.LookPath("envguard")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorkshop(t)
	org := filepath.Join(w.root, "mirrors")
	for i := range 50 {
		dir := filepath.Join(org, fmt.Sprintf("team-%d", i%5), fmt.Sprintf("repository-%02d", i))
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
	scan := func(out string, args ...string) *exec.Cmd {
		cmd := exec.Command(envguard, append([]string{"scan", "--repos", org, "--history", "--correlate", "correlate.key", "--output", out}, args...)...)
		cmd.Dir, cmd.Env = w.root, w.env
		return cmd
	}
	merged := func(files ...string) string {
		cmd := exec.Command(envguard, append([]string{"merge", "--format", "ndjson"}, files...)...)
		cmd.Dir, cmd.Env = w.root, w.env
		out, err := cmd.Output()
		if exitOf(err) != exitFindings {
			t.Fatalf("merging: %v", err)
		}
		return string(out)
	}
	if out, err := scan("whole.ndjson").CombinedOutput(); exitOf(err) != exitFindings {
		t.Fatalf("%v\n%s", err, out)
	}
	want := merged("whole.ndjson")
	w.wants(want, `"type":"summary","repositories":50,"findings":`)
	if !strings.Contains(want, `"type":"secret"`) {
		t.Error("no secret is in several repositories")
	}

	// Interrupted and killed as soon as something is written, wherever that is.
	for _, signal := range []os.Signal{os.Interrupt, os.Kill} {
		name := "stopped-" + fmt.Sprint(signal) + ".ndjson"
		path := filepath.Join(w.root, name)
		cmd := scan(name, "--jobs", "2")
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for written := 0; written < 3; time.Sleep(time.Millisecond) {
			data, _ := os.ReadFile(path) // it may not be there yet
			written = bytes.Count(data, []byte(`"type":"scan"`))
			if len(ended) > 0 {
				break
			}
		}
		cmd.Process.Signal(signal) //nolint:errcheck // it may have ended
		err := <-ended
		if code := exitOf(err); signal == os.Interrupt && code != exitFindings { // it may have been faster
			if code != exitIncomplete {
				t.Errorf("interrupted: exit code %d\n%s", code, said.String())
			}
			w.wants(said.String(), "--output FILE --resume goes on where it was interrupted")
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(f, `{"repository":"team-0/repository-00","type":"find`) // as a full disk leaves it
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		out, err := scan(name, "--resume").CombinedOutput()
		if exitOf(err) != exitFindings {
			t.Fatalf("%v\n%s", err, out)
		}
		w.wants(string(out), "scanned before", "50 of 50 repositories scanned")
		if got := merged(name); got != want {
			t.Errorf("resumed:\n%s\nwant:\n%s", got, want)
		}
	}

	// The command of the Kubernetes job, for each index.
	job := readJob(t)
	var parts []string
	for i := range job.Spec.Completions {
		script := job.Spec.Template.Spec.Containers[0].Args[0]
		for path, dir := range map[string]string{"/mirrors": org, "/reports/": w.root + "/", "/key/": w.root + "/"} {
			script = strings.ReplaceAll(script, " "+path, " "+dir)
			script = strings.ReplaceAll(script, `"`+path, `"`+dir)
		}
		cmd := exec.Command("sh", "-c", script)
		cmd.Dir, cmd.Env = w.root, append([]string{fmt.Sprint("JOB_COMPLETION_INDEX=", i)}, w.env...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", script, err, out)
		}
		parts = append(parts, fmt.Sprintf("part-%d.ndjson", i+1))
	}
	if got := merged(parts...); got != want {
		t.Errorf("parts:\n%s\nwant:\n%s", got, want)
	}
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

// jobManifest returns the manifest of docs/organizations.md.
func jobManifest(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "organizations.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(doc), "# envguard-job.yaml\n")
	if !ok {
		t.Fatal("docs/organizations.md has no envguard-job.yaml")
	}
	text, _, _ := strings.Cut(rest, "\n```")
	return text + "\n"
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
