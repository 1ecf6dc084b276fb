package envfile

import (
	"testing"
)

// Which files describe a framework is asked of every name in the index: what the
// quick answer leaves out is never looked at.
func TestMarkers(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"package.json", "composer.json", "symfony.lock", ".gitignore", "go.mod", "Gemfile", "Pipfile", "pyproject.toml", "setup.cfg",
		"requirements.txt", "requirements-dev.in", "web.service", "compose.yml", "compose.yaml", "docker-compose.prod.yml",
		"vite.config.js", "vite.config.mjs", "next.config.cjs", "vue.config.ts", "svelte.config.mts", "vite.config.cts",
	} {
		for _, path := range []string{name, "apps/web/" + name} {
			if !IsMarker(path) {
				t.Errorf("IsMarker(%q) = false, want true", path)
			}
		}
		if IsMarker("node_modules/x/" + name) {
			t.Errorf("IsMarker(%q) = true, want false: vendored", "node_modules/x/"+name)
		}
	}
	for _, name := range []string{"main.go", "x", "", "package.json5", "README.md"} {
		if IsMarker(name) {
			t.Errorf("IsMarker(%q) = true, want false", name)
		}
	}
}
