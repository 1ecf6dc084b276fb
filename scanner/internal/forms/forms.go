// Package forms is the table of command lines that take a secret where no name
// says so: lftp -u user,password, net user name password /add. Each form is one
// row of [All]. What the scanner looks for in every byte of a file, the stems of
// [Patterns], is derived from the rows and from [Names]; group.go says how.
package forms

//go:generate go run ./group

import (
	"strings"
	"sync"
)

// A Part says which part of a word is the secret.
type Part uint8

// The parts of a word.
const (
	Whole        Part = iota
	AfterColon        // user:password
	AfterComma        // user,password
	AfterPercent      // user%password
	AfterSlash        // user/password@host
	Piped             // echo writes it into the command
)

// A Form is a command line that takes a secret.
type Form struct {
	// Example is a command with {} in the place of the secret.
	Example string
	// Stem is in every line of the form, in lower case, with three bytes at
	// least. It is empty where the line has one of Names.
	Stem string
	// Programs are the commands, and Sub the words behind one of them.
	Programs []string
	Sub      []string
	// Flags take the secret as their value. Without them it is argument Arg,
	// counted from 0 behind Sub; Valued are the letters of other flags that take
	// a value.
	Flags  []string
	Glued  bool // the value may follow the flag without a blank
	Arg    int
	Valued string
	// Needs is a word, or a letter among the flags, that must be there.
	Needs string
	Not   []string // words that must not be there
	First bool     // the command begins its line
	Exact bool     // there are no other arguments
	Take  Part
	Key   string // the secret's name
	Min   int    // length of the shortest secret, if it is not 8
	// Hint is set where the program's name has no other use, so that it makes a line
	// with a token run worth reading.
	Hint bool
}

// All are the forms.
var All = []Form{
	{Example: "http -a bob:{} https://api.acme.io", Stem: "p -a ", Programs: []string{"http"}, Flags: []string{"-a", "--auth"}, Take: AfterColon},
	{Example: "curl -ubob:{} https://api.acme.io", Programs: []string{"curl"}, Flags: []string{"-u"}, Glued: true, Take: AfterColon},
	{Example: "lftp -u bob,{} ftp.acme.io", Stem: "lftp", Programs: []string{"lftp"}, Flags: []string{"-u", "--user"}, Take: AfterComma, Hint: true},
	{Example: "ncftpput -u bob -p {} ftp.acme.io . a", Stem: "ncftp", Programs: []string{"ncftp", "ncftpput", "ncftpget"}, Flags: []string{"-p"}},
	{Example: "smbclient //host/share -U bob%{}", Programs: []string{"smbclient"}, Flags: []string{"-U", "--user"}, Take: AfterPercent, Hint: true},
	{Example: "net user bob {} /add", Stem: "net user ", Programs: []string{"net"}, Sub: []string{"user"}, Arg: 1, Needs: "/add"},
	{Example: `net use \\host\share {} /user:bob`, Stem: "net use ", Programs: []string{"net"}, Sub: []string{"use"}, Arg: 1, Needs: "/user:"},
	{Example: "plink -pw {} bob@host", Stem: "plink", Programs: []string{"plink", "plink.exe"}, Flags: []string{"-pw"}, Hint: true},
	{Example: "pscp -pw {} a bob@host:", Stem: "p -pw", Programs: []string{"pscp", "pscp.exe"}, Flags: []string{"-pw"}},
	{Example: "putty -pw {} bob@host", Stem: "y -pw", Programs: []string{"putty", "putty.exe"}, Flags: []string{"-pw"}},
	{Example: "rabbitmqctl add_user bob {}", Stem: "bbitmq", Programs: []string{"rabbitmqctl"}, Sub: []string{"add_user"}, Arg: 1},
	{Example: "rabbitmqctl change_password bob {}", Programs: []string{"rabbitmqctl"}, Sub: []string{"change_password"}, Arg: 1},
	{Example: "mc alias set acme http://minio bob {}", Stem: "ias set", Programs: []string{"mc"}, Sub: []string{"alias", "set"}, Arg: 3},
	{Example: "mc config host add acme http://minio bob {}", Programs: []string{"mc"}, Sub: []string{"config", "host", "add"}, Arg: 3, Min: 20},
	{Example: "https -a bob:{} api.acme.io", Programs: []string{"https", "xh"}, Flags: []string{"-a", "--auth"}, Take: AfterColon, Min: 20},
	{Example: "echo {} | sudo -S apt update", Stem: "sudo -", Programs: []string{"sudo"}, Needs: "-S", Take: Piped},
	{Example: "echo {} | sudo --stdin apt update", Programs: []string{"sudo"}, Needs: "--stdin", Take: Piped},
	{Example: "echo {} | passwd --stdin bob", Programs: []string{"passwd"}, Needs: "--stdin", Take: Piped},
	{Example: "echo {} | gpg --batch --passphrase-fd 0 -d a", Programs: []string{"gpg", "gpg2"}, Needs: "--passphrase-fd", Take: Piped},
	{Example: "echo {} | docker login -u bob --password-stdin", Programs: []string{"docker", "podman", "helm", "skopeo"}, Needs: "--password-stdin", Take: Piped},
	{Example: "htpasswd -b -c file bob {}", Programs: []string{"htpasswd"}, Arg: 2, Valued: "C", Needs: "-b", Not: []string{"-n"}},
	{Example: "htpasswd -nb bob {}", Programs: []string{"htpasswd"}, Arg: 1, Valued: "C", Needs: "-nb"},
	{Example: "oathtool --totp -b {}", Stem: "htool", Programs: []string{"oathtool"}, Arg: 0, Valued: "cdNsw", Key: "totp secret", Min: 20, Hint: true},
	{Example: "rootpw --plaintext {}", Programs: []string{"rootpw"}, Arg: 0, Not: []string{"--iscrypted", "--lock", "{"}, Exact: true, First: true},
	{Example: "sqlplus bob/{}@db", Stem: "qlplus", Programs: []string{"sqlplus"}, Take: AfterSlash, Arg: 0, Hint: true},
	{Example: "impdp bob/{}@db", Stem: "mpdp", Programs: []string{"impdp"}, Take: AfterSlash, Arg: 0, Hint: true},
	{Example: "expdp bob/{}@db", Stem: "xpdp", Programs: []string{"expdp"}, Take: AfterSlash, Arg: 0, Hint: true},
	{Example: "redis-cli -h host -a {} ping", Stem: "s-cli", Programs: []string{"redis-cli", "valkey-cli"}, Flags: []string{"-a"}},
	{Example: "ldapsearch -D cn=admin -w {} -b dc=acme", Programs: []string{"ldapsearch", "ldapmodify", "ldapadd", "ldapdelete", "ldappasswd", "ldapwhoami"}, Flags: []string{"-w"}, Glued: true, Hint: true},
	{Example: "sqlcmd -S host -U bob -P {}", Programs: []string{"sqlcmd"}, Flags: []string{"-P"}, Glued: true, Hint: true},
	{Example: "bcp db.t out a -U bob -P {}", Stem: "bcp ", Programs: []string{"bcp"}, Flags: []string{"-P"}, Glued: true},
	{Example: "isql -S host -U bob -P {}", Stem: "ql -", Programs: []string{"isql", "osql"}, Flags: []string{"-P"}, Glued: true},
	{Example: "twine upload -u bob -p {} dist/*", Stem: "twine", Programs: []string{"twine"}, Flags: []string{"-p"}},
	{Example: "zip -P {} a.zip b", Stem: "zip -", Programs: []string{"zip", "unzip"}, Flags: []string{"-P"}, Glued: true},
	{Example: "7z a -p{} a.7z b", Stem: "z a -", Programs: []string{"7z", "7za", "7zr"}, Flags: []string{"-p"}, Glued: true},
	{Example: "7z x -p{} a.7z", Stem: "z x -", Programs: []string{"7z", "7za", "7zr"}, Flags: []string{"-p"}, Glued: true},
	{Example: `psexec \\host -u bob -p {} cmd.exe`, Stem: "psexec", Programs: []string{"psexec", "psexec.exe", "psexec64", "psexec64.exe", "paexec", "paexec.exe"}, Flags: []string{"-p"}, Hint: true},
	{Example: "openssl enc -aes-256-cbc -k {} -in a", Stem: "nssl", Programs: []string{"openssl"}, Flags: []string{"-k", "-hmac"}},
	{Example: "snmpwalk -v3 -u bob -A {} host", Stem: "nmp", Programs: []string{"snmpwalk", "snmpget", "snmpset", "snmpbulkwalk"}, Flags: []string{"-A", "-X"}},
	{Example: "ssh-keygen -t ed25519 -N {} -f id", Programs: []string{"ssh-keygen"}, Flags: []string{"-N", "-P"}},
	{Example: "xcrun altool --upload-app -u bob -p {}", Stem: "ltool", Programs: []string{"altool"}, Flags: []string{"-p"}},
	{Example: "composer config http-basic.repo.acme.io bob {}", Stem: "tp-basic", Programs: []string{"composer"}, Sub: []string{"config"}, Arg: 2},
	{Example: "composer config github-oauth.github.com {}", Programs: []string{"composer"}, Sub: []string{"config"}, Arg: 1, Needs: "github-oauth", Key: "token", Min: 20},
	{Example: "bundle config gems.acme.io bob:{}", Stem: "bundle config", Programs: []string{"bundle"}, Sub: []string{"config"}, Arg: 1, Take: AfterColon},
	{Example: "vault login {}", Programs: []string{"vault"}, Sub: []string{"login"}, Arg: 0, Key: "token", Min: 20},
	{Example: "cargo login {}", Programs: []string{"cargo"}, Sub: []string{"login"}, Arg: 0, Key: "token", Min: 20},
	{Example: "snyk auth {}", Programs: []string{"snyk"}, Sub: []string{"auth"}, Arg: 0, Key: "token", Min: 20},
	{Example: "doctl auth init -t {}", Programs: []string{"doctl"}, Sub: []string{"auth"}, Flags: []string{"-t"}, Key: "token", Min: 20},
	{Example: "codecov -t {}", Stem: "cov -", Programs: []string{"codecov"}, Flags: []string{"-t"}, Key: "token", Min: 20},
	{Example: "fetchmail --user bob --pass {}", Programs: []string{"fetchmail"}, Flags: []string{"--pass"}},
}

// longest is the length of the longest program's name.
const longest = 12

// byProgram returns the indices of All by program.
var byProgram = sync.OnceValue(func() map[string][]int {
	m := map[string][]int{}
	for i := range All {
		for _, p := range All[i].Programs {
			m[p] = append(m[p], i)
		}
	}
	return m
})

// begins are the lengths of the programs that begin with a letter or digit, one bit
// each: nearly every word of a text is none.
var begins = func() (first [256]uint16) {
	for i := range All {
		for _, p := range All[i].Programs {
			first[p[0]] |= 1 << len(p)
		}
	}
	return first
}()

// Of returns the forms of a program, which is written in any case.
func Of(program []byte) []int {
	if len(program) < 2 || len(program) > longest || begins[program[0]|0x20]>>len(program)&1 == 0 {
		return nil
	}
	var buf [longest]byte
	for i, c := range program {
		if c-'A' < 26 {
			c |= 0x20
		}
		buf[i] = c
	}
	return byProgram()[string(buf[:len(program)])]
}

// A Word is a word of a command line without its quotes.
type Word struct {
	Start, End int
	Quoted     bool
}

// Find returns the word among those behind the program that holds the secret of a
// form, and where it begins and ends. Of a piped one it only reports whether the
// command reads it.
func (f *Form) Find(d []byte, words []Word) (w Word, ok bool) {
	text := func(w Word) string { return string(d[w.Start:w.End]) }
	for _, s := range f.Sub {
		if len(words) == 0 || !strings.EqualFold(text(words[0]), s) {
			return w, false
		}
		words = words[1:]
	}
	if f.Needs != "" && !has(d, words, f.Needs) {
		return w, false
	}
	for _, not := range f.Not {
		if has(d, words, not) {
			return w, false
		}
	}
	if f.Take == Piped {
		return w, true
	}
	if len(f.Flags) > 0 {
		w, ok = f.flag(d, words)
	} else {
		args := arguments(d, words, f.Valued)
		if ok = f.Arg < len(args) && (!f.Exact || len(args) == f.Arg+1); ok {
			w = args[f.Arg]
		}
	}
	if !ok {
		return w, false
	}
	return f.part(d, w)
}

// flag returns the value of one of the form's flags.
func (f *Form) flag(d []byte, words []Word) (Word, bool) {
	for i, w := range words {
		if w.Quoted || w.End-w.Start < 2 || d[w.Start] != '-' {
			continue
		}
		for _, flag := range f.Flags {
			s := string(d[w.Start:w.End])
			switch rest, ok := strings.CutPrefix(s, flag); {
			case !ok:
			case rest == "" && i+1 < len(words):
				return words[i+1], words[i+1].Quoted || d[words[i+1].Start] != '-'
			case rest != "" && rest[0] == '=' && len(flag) > 2:
				return Word{w.Start + len(flag) + 1, w.End, false}, true
			case rest != "" && f.Glued:
				return Word{w.Start + len(flag), w.End, false}, true
			}
		}
	}
	return Word{}, false
}

// part returns the part of a word that is the secret.
func (f *Form) part(d []byte, w Word) (Word, bool) {
	v := string(d[w.Start:w.End])
	sep := map[Part]string{AfterColon: ":", AfterComma: ",", AfterPercent: "%", AfterSlash: "/"}[f.Take]
	if sep == "" {
		return w, w.End > w.Start
	}
	i := strings.Index(v, sep)
	if i < 1 || i+1 == len(v) {
		return w, false
	}
	if f.Take == AfterSlash {
		if strings.ContainsAny(v[:1], "$@.~%{-") {
			return w, false // a script, a path
		}
		if at := strings.LastIndexByte(v, '@'); at > i {
			w.End = w.Start + at
		}
		if strings.Contains(string(d[w.Start+i+1:w.End]), "/") {
			return w, false
		}
	}
	w.Start += i + 1
	return w, w.End > w.Start
}

// has reports whether a word begins with need, or is flags of one letter with
// those of need among them.
func has(d []byte, words []Word, need string) bool {
	letters := len(need) > 1 && need[0] == '-' && need[1] != '-'
	for _, w := range words {
		s := string(d[w.Start:w.End])
		if !letters {
			if strings.HasPrefix(strings.ToLower(s), need) {
				return true
			}
			continue
		}
		if len(s) < 2 || s[0] != '-' || s[1] == '-' {
			continue
		}
		all := true
		for _, c := range need[1:] {
			all = all && strings.ContainsRune(s[1:], c)
		}
		if all {
			return true
		}
	}
	return false
}

// arguments leaves the flags out of words, with the values of those that take
// one.
func arguments(d []byte, words []Word, valued string) (out []Word) {
	for i := 0; i < len(words); i++ {
		w := words[i]
		switch {
		case w.Quoted || w.End == w.Start || d[w.Start] != '-':
			out = append(out, w)
		case w.End-w.Start == 2 && strings.IndexByte(valued, d[w.Start+1]) >= 0:
			i++
		}
	}
	return out
}
