package fixer

import (
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/scanner"
)

// encodings writes env files in UTF-8 that the project's readers cannot read
// as they are. It comes before everything that edits a file.
func (p *planner) encodings() {
	p.findings("env-encoding", func(f *scanner.Finding) {
		private := fileclass.Classify(f.Path) != fileclass.Example
		if p.Shared && private {
			return
		}
		data, err := p.read(f.Path, rules.Worktree)
		if err != nil || data == nil || len(data) > maxEnvSize {
			return
		}
		text, encoding := dotenv.ToUTF8(data)
		if encoding == "" {
			return
		}
		if private {
			p.hideValues(f.Path, text)
		}
		if p.write(f.Path, rules.Worktree, text, 0, "saved as plain UTF-8 instead of "+encoding) {
			p.repaired(f)
		}
	})
}

// withoutMark returns a file without settings as plain UTF-8. No reader minds the
// byte order mark there, but it would become a part of the first name that is added.
func withoutMark(data []byte) []byte {
	if text, encoding := dotenv.ToUTF8(data); encoding != "" && len(settingsOf(text)) == 0 {
		return text
	}
	return data
}
