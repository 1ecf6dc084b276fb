package dotenv_test

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/envguard/envguard/rules/dotenv"
)

// A recorded case: what real readers made of an input.
type recorded struct {
	Name, Input string
	Readers     map[string]map[string]*string
}

func recordedCases(t testing.TB) []recorded {
	data, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []recorded }
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) != 75 {
		t.Fatalf("%d cases, want 75", len(file.Cases))
	}
	return file.Cases
}

// vars returns a reading as the records have it. Names that systemd parses but
// drops afterwards are among them, as they were recorded from the parser.
func vars(r *dotenv.Reading) map[string]*string {
	m := map[string]*string{}
	for _, v := range r.Vars {
		value := &v.Value
		if v.Unset && r.Reader != dotenv.Systemd {
			value = nil
		}
		m[v.Key] = value
	}
	return m
}

func same(a, b map[string]*string) bool {
	return maps.EqualFunc(a, b, func(a, b *string) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) })
}

func show(m map[string]*string) string {
	b, _ := json.Marshal(m)
	return string(b)
}

// Each reader sees in each input what the real one was seen to see.
func TestRecorded(t *testing.T) {
	for _, c := range recordedCases(t) {
		f := dotenv.Parse([]byte(c.Input))
		if len(c.Readers) != 9 {
			t.Fatalf("%s: %d readers", c.Name, len(c.Readers))
		}
		for name, want := range c.Readers {
			r, err := dotenv.ParseReader(name)
			if err != nil {
				t.Fatal(err)
			}
			reading, err := f.Read(r, nil)
			var failed *dotenv.ReadError
			if err != nil && !errors.As(err, &failed) {
				t.Fatalf("%s, %s: %T", c.Name, name, err)
			}
			// What a shell computes is not computed here.
			if r == dotenv.Bash && slices.Contains([]string{"backtick", "cmd_subst", "dollar_dollar"}, c.Name) {
				if failed == nil || !failed.Unknown {
					t.Errorf("%s, %s: %s and %v, want that it is not known", c.Name, name, show(vars(reading)), err)
				}
				continue
			}
			if want["error"] != nil {
				if failed == nil || failed.Unknown || failed.Panic != (*want["error"] == "panic") || len(reading.Vars) > 0 {
					t.Errorf("%s, %s: %s and %v, want an %s", c.Name, name, show(vars(reading)), err, *want["error"])
				}
				continue
			}
			if failed != nil && (r != dotenv.Bash || failed.Unknown) || !same(vars(reading), want) {
				t.Errorf("%s, %s: %s and %v, want %s", c.Name, name, show(vars(reading)), err, show(want))
			}
		}
	}
}
