package fixer

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// fernetKeyInvalid is the rule whose findings fernetKeys repairs.
const fernetKeyInvalid = "fernet-key-invalid"

// fernetKeys writes Fernet keys of the wrong form in the right one. The key
// stays the same, so that this needs no --rotate.
func (p *planner) fernetKeys() {
	if p.Shared {
		return
	}
	p.findings(fernetKeyInvalid, func(f *scanner.Finding) {
		if fileclass.Classify(f.Path) == fileclass.Private && f.Line > 0 && p.repairFernet(f) {
			p.repaired(f)
		}
	})
}

func (p *planner) repairFernet(f *scanner.Finding) bool {
	data, ok := p.text(f.Path, rules.Worktree)
	if !ok || data == nil {
		return false
	}
	d := dotenv.Parse(data)
	e := entryAt(d, f.Line)
	if e == nil || !envfile.ReadsFernet(d, e) {
		return false
	}
	value, ok := envfile.RepairFernet(d.Value(e))
	if !ok {
		return false
	}
	next, err := d.SetEntry(e, value, p.projectAt(folder(f.Path)).readers...)
	if err != nil {
		return false
	}
	p.hide(value)
	p.hide(d.Value(e))
	return p.write(f.Path, rules.Worktree, next.Bytes(), 0, d.Key(e)+" is the same Fernet key, in the form that all programs read")
}

// hintRotate says what it means to replace a key.
func hintRotate(rule string) string {
	if rule == fernetKeyInvalid {
		return "it holds no key that could be repaired: `envguard fix --rotate` makes a new one; a passphrase becomes one with `envguard keygen --derive`"
	}
	return "`envguard fix --rotate` replaces it; data that was encrypted or signed with it cannot be read any more then"
}
