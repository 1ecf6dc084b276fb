package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/envguard/envguard/cmd/envguard/internal/report"
)

// configSchema is the JSON Schema of the configuration, made from the table of its keys.
func configSchema() map[string]any {
	type object = map[string]any
	text := object{"type": "string"}
	level := object{"enum": []string{"error", "warning", "info"}}
	var table func(name string) object
	value := func(k configKey) object {
		full := strings.TrimPrefix(k.table+"."+k.name, ".")
		switch {
		case k.name == "severity" && k.table != "rule":
			return object{"type": "object", "additionalProperties": level}
		case k.name == "severity":
			return level
		case k.name == "format":
			return object{"enum": report.Names()}
		case strings.HasPrefix(k.kind, "tables"):
			return object{"type": "array", "items": table(full)}
		case strings.HasPrefix(k.kind, "a list"):
			return object{"type": "array", "items": text}
		case strings.HasPrefix(k.kind, "true"):
			return object{"type": "boolean"}
		case strings.HasPrefix(k.kind, "a whole number"):
			return object{"type": "integer"}
		case strings.HasPrefix(k.kind, "a number"):
			return object{"type": "number"}
		}
		return text
	}
	required := map[string][]string{"rule": {"id", "pattern"}, "override": {"paths"}, "allow": {"reason"}, "rule.example": {"text"}}
	table = func(name string) object {
		properties := object{}
		for _, k := range configKeys() {
			if k.table == name {
				properties[k.name] = value(k)
			}
		}
		out := object{"type": "object", "properties": properties, "additionalProperties": false}
		if r := required[name]; r != nil {
			out["required"] = r
		}
		return out
	}
	schema := table("")
	schema["title"] = "The configuration of envguard, " + configName
	schema["$schema"] = "http://json-schema.org/draft-07/schema#"
	return schema
}

// TestConfigurationSchema holds the schema in the repository to the table of keys.
func TestConfigurationSchema(t *testing.T) {
	var want bytes.Buffer
	e := json.NewEncoder(&want)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(configSchema()); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("..", "..", "docs", "schemas", "envguard-toml.json")
	if *update {
		if err := os.WriteFile(name, want.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the keys say; write it again: go test ./cmd/envguard -run TestConfigurationSchema -update", name)
	}
}
