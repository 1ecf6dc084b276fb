package report

import (
	"bytes"
	"encoding"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// schemaOf returns the JSON Schema of a type as encoding/json writes it.
func schemaOf(t reflect.Type) object {
	if t.Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return object{"type": "string"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem())
	case reflect.Struct:
		properties, required := object{}, []string{}
		addFields(t, properties, &required)
		slices.Sort(required)
		return object{"type": "object", "properties": properties, "required": required}
	case reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": schemaOf(t.Elem())}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": schemaOf(t.Elem())}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	case reflect.String:
		return object{"type": "string"}
	}
	return object{}
}

func addFields(t reflect.Type, properties object, required *[]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			addFields(f.Type, properties, required)
			continue
		}
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		properties[name] = schemaOf(f.Type)
		if !strings.Contains(options, "omitempty") && f.Type.Kind() != reflect.Pointer {
			*required = append(*required, name)
		}
	}
}

// TestReportSchema holds the schema in the repository to what the report is made of.
func TestReportSchema(t *testing.T) {
	schema := schemaOf(reflect.TypeFor[jsonReport]())
	schema["title"], schema["$schema"] = "A report of envguard, --format json", "http://json-schema.org/draft-07/schema#"
	var want bytes.Buffer
	if err := WriteJSON(&want, schema); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("..", "..", "..", "..", "docs", "schemas", "report.json")
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
		t.Errorf("%s is not what the report says; write it again: go test ./cmd/envguard/internal/report -run TestReportSchema -update", name)
	}
	var page bytes.Buffer
	if err := writeJSON(&page, &Report{Result: sample()}); err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(page.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	checkValue(t, "report", schema, doc)
}

// checkValue holds a value to the parts of JSON Schema that schemaOf writes.
func checkValue(t *testing.T, place string, schema object, v any) {
	kinds, _ := schema["type"].([]string)
	if one, ok := schema["type"].(string); ok {
		kinds = []string{one}
	}
	var is string
	switch v := v.(type) {
	case nil:
		is = "null"
	case bool:
		is = "boolean"
	case string:
		is = "string"
	case float64:
		is = "number"
		if v == float64(int64(v)) && !slices.Contains(kinds, "number") {
			is = "integer"
		}
	case []any:
		is = "array"
		for _, e := range v {
			checkValue(t, place+"[]", schema["items"].(object), e)
		}
	case map[string]any:
		is = "object"
		properties, _ := schema["properties"].(object)
		for k, e := range v {
			if p, ok := properties[k].(object); ok {
				checkValue(t, place+"."+k, p, e)
			} else if properties != nil {
				t.Errorf("%s has a field %s that the schema does not know", place, k)
			}
		}
		required, _ := schema["required"].([]string)
		for _, k := range required {
			if _, ok := v[k]; !ok {
				t.Errorf("%s lacks %s", place, k)
			}
		}
	}
	if kinds != nil && !slices.Contains(kinds, is) {
		t.Errorf("%s is of type %s, not %v", place, is, kinds)
	}
}
