package fixer

import (
	"errors"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/envguard/envguard/fixer/keys"
	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/envfile"
	"github.com/envguard/envguard/rules/fileclass"
	"github.com/envguard/envguard/rules/judge"
)

// maxFilled bounds how many entries of one file get a value.
const maxFilled = 2000

// privates makes the private file of each example, and adds what is missing to
// those that there are.
func (p *planner) privates() {
	if p.Shared || p.Repo.Bare {
		return
	}
	seen := map[string]bool{}
	for i := range p.Repo.Files {
		f := &p.Repo.Files[i]
		if f.Class != fileclass.Example || !f.Worktree || envfile.Aside(f.Path) || !envfile.SurelyExample(f.Path) {
			continue
		}
		private := fileclass.PrivateFor(f.Path)
		if private == "" || fileclass.Classify(private) != fileclass.Private || seen[private] {
			continue
		}
		if !p.inScope(private) && !p.inScope(f.Path) {
			continue
		}
		seen[private] = true
		examples := p.examplesOf(private)
		if len(examples) == 0 {
			continue
		}
		at := p.repoFile(private)
		switch {
		case at != nil && at.Worktree:
			p.completePrivate(private, examples)
		case at != nil && at.Index:
			// Somebody has deleted it: it is not made anew.
		case p.localBeside(private):
		default:
			p.makePrivate(private, examples[0])
		}
	}
}

// localBeside reports whether .env.local stands where .env would be: the
// frameworks that read both want the private values there.
func (p *planner) localBeside(private string) bool {
	if path.Base(private) != ".env" {
		return false
	}
	local := p.repoFile(private + ".local")
	return local != nil && local.Worktree
}

// forDevelopment reports whether a private file is one that a developer's
// machine wants. A .env.production that is made unasked would change what
// builds do, and .env.complete is nobody's file: its example is a longer one of
// .env.
func forDevelopment(private string) bool {
	base := strings.ToLower(path.Base(private))
	if strings.Contains("/"+private, "/.envs/") {
		return strings.Contains("/"+private, "/.envs/.local/")
	}
	tail, dotenv := strings.CutPrefix(base, ".env")
	if !dotenv {
		if tail, dotenv = strings.CutPrefix(base, ".dev.vars"); dotenv && tail == "" {
			return true
		}
	}
	words := strings.FieldsFunc(tail, func(r rune) bool { return r == '.' || r == '-' || r == '_' })
	for _, w := range words {
		switch w {
		case "local", "dev", "development", "docker", "private", "secret", "secrets":
		case "production", "prod", "staging", "stage", "live", "test", "testing", "ci", "preview", "uat", "qa", "release", "deploy":
			return false
		default:
			if dotenv {
				return false
			}
		}
	}
	return true
}

// makePrivate makes a private file from its example.
func (p *planner) makePrivate(private, example string) {
	if !forDevelopment(private) && !p.named(private) {
		p.note("%s was not made from %s, as not every machine wants it; `envguard fix %s` makes it", private, example, private)
		return
	}
	data, ok := p.text(example, rules.Worktree)
	if !ok || len(settingsOf(data)) == 0 {
		return
	}
	if p.Repo.Ignored != nil && !p.ignored(private) {
		if r, err := p.Repo.Ignored(private); err != nil || !r.Ignored {
			p.leave(Left{Path: private, Message: "it was not made from " + path.Base(example) + ", as git would not ignore it", Hint: "add a line for it to .gitignore, and run it again"})
			return
		}
	}
	fill := p.filler(private, example, data, nil)
	out, ok := fill.whole(data)
	if !ok {
		return
	}
	if p.write(private, rules.Worktree, out, 0o600, fill.reason("made from "+path.Base(example))...) {
		p.list(private, out, fill)
	}
}

// completePrivate adds the settings to a private file that only its example
// has. What the file has stays as it is.
func (p *planner) completePrivate(private string, examples []string) {
	have, ok := p.text(private, rules.Worktree)
	if !ok || have == nil {
		return
	}
	names, beside := settingsOf(have), p.besides(private)
	out := have
	fills := map[string]*filler{}
	var missing, from []string
	for _, example := range examples {
		data, ok := p.text(example, rules.Worktree)
		if !ok {
			continue
		}
		fill := p.filler(private, example, data, have)
		resolved, ok := fill.whole(data)
		if !ok {
			continue
		}
		pieces := plainPieces(resolved)
		order, theirs := orderOf(pieces), settingsOf(resolved)
		for i, pc := range pieces {
			_, known := names[pc.key]
			if pc.kind != dotenv.Setting || pc.commented || !theirs[pc.key] || known || beside[pc.key] {
				continue
			}
			if !pc.sets() {
				continue // it has a value further down
			}
			names[pc.key] = true
			block, grouped := blockOf(pieces, i)
			next, ok := insertBlock(out, block, grouped, order)
			if ok {
				ok = sameReading(out, next, resolved, pc.key, fill.pr.readers)
			}
			if !ok {
				p.leave(Left{Path: private, Rule: "example-drift", Message: pc.key + " could not be added: there is no place where it would be read as it should", Hint: "add it by hand"})
				continue
			}
			out = next
			missing = append(missing, pc.key)
			if !slices.Contains(from, path.Base(example)) {
				from = append(from, path.Base(example))
			}
			fills[pc.key] = fill
		}
	}
	if len(missing) == 0 {
		return
	}
	if !p.write(private, rules.Worktree, out, 0o600, "gains what "+strings.Join(from, " and ")+" has: "+strings.Join(missing, ", ")) {
		return
	}
	p.note("if %s went from %s on purpose, `envguard fix --prune` takes what it does not have out of %s", some(missing), path.Base(private), path.Base(examples[0]))
	for _, key := range missing {
		p.listKey(private, out, key, fills[key])
	}
}

func some(names []string) string {
	if len(names) > 3 {
		return strings.Join(names[:3], ", ") + " or another"
	}
	return strings.Join(names, " or ")
}

// sameReading reports whether the readers of a project see in next what they
// saw in out, and the new setting as it is in its source.
func sameReading(out, next, source []byte, key string, readers []dotenv.Reader) bool {
	for _, r := range readers {
		old, err := dotenv.Parse(out).Read(r, nil)
		if err != nil {
			continue // it fails with or without us
		}
		now, err := dotenv.Parse(next).Read(r, nil)
		if err != nil {
			return false
		}
		for _, v := range old.Vars {
			if w, ok := now.Var(v.Key); !ok || w.Value != v.Value {
				return false
			}
		}
		if src, err := dotenv.Parse(source).Read(r, nil); err == nil {
			if a, ok := src.Value(key); ok {
				if b, ok := now.Value(key); !ok || a != b && !strings.Contains(a, "$") && !strings.Contains(string(source), "${") {
					return false
				}
			}
		}
	}
	return true
}

// plainPieces cuts an env file without changing anything.
func plainPieces(data []byte) []piece {
	d := dotenv.Parse(data)
	var pieces []piece
	for i := range d.Items {
		it := &d.Items[i]
		pc := piece{kind: it.Kind, text: strings.TrimRight(string(d.Text(it.Span)), "\r\n")}
		if it.Entry != nil {
			pc.key, pc.commented = d.Key(it.Entry), it.Entry.Commented
		}
		pieces = append(pieces, pc)
	}
	return pieces
}

// A filler gives the entries of a private file their values.
type filler struct {
	p       *planner
	pr      *project
	private string

	values  map[string]string // what an entry gets, if not what the example has
	fill    map[string]bool   // entries that a person has to fill in
	made    []string          // names that got fresh keys
	kept    []string          // names that got what stood in the example file
	refused bool
}

// A service is a password of a service that the project starts, and what the
// example has in its place.
type service struct{ family, placeholder, value string }

// filler decides what the entries of an example become. have is the private
// file that there is, or nil: what it has already is not made anew.
func (p *planner) filler(private, example string, data, have []byte) *filler {
	f := &filler{p: p, private: private, pr: p.projectAt(folder(private)), values: map[string]string{}, fill: map[string]bool{}}
	d := dotenv.Parse(data)
	var mine *dotenv.File
	if have != nil {
		mine = dotenv.Parse(have)
	}
	var services []service
	shared := map[string]string{} // fresh passwords by family and placeholder
	for i := range d.Items {
		e := d.Items[i].Entry
		if e == nil || e.Commented || e.Op == 0 {
			continue
		}
		key, value := d.Key(e), d.Value(e)
		comment := commentsAbove(d, i) + string(d.Text(e.Comment))
		family := familyOf(key)
		if mine != nil {
			if old := mine.Lookup(key); old != nil {
				if family != "" && value != "" {
					services = append(services, service{family, value, mine.Value(old)})
				}
				continue
			}
		}
		if _, twice := f.values[key]; twice {
			continue
		}
		if v, ok := p.moved[private][key]; ok {
			f.values[key] = v
			f.kept = append(f.kept, key)
			if family != "" {
				services = append(services, service{family, value, v})
			}
			continue
		}
		verdict := judge.Judge(key, d.Text(e.Inner))
		word := value != "" && verdict.Kind == judge.Empty // null, none
		open := verdict.Kind == judge.FillIn || verdict.Kind == judge.KnownPublic || verdict.Kind == judge.Empty && !word ||
			verdict.Kind == judge.Config && saysPlaceholder(value) && judge.MaybeSecretName(key)
		if _, isURL := splitURL(value); !open || isURL || strings.Contains(value, "://") {
			if !word && (open && saysPlaceholder(value) || verdict.Kind == judge.Config && asks(value)) {
				f.fill[key] = true
			}
			continue
		}
		k, ok := f.kindOf(key, value, comment)
		if ok && value == "" && family != "" && !f.pr.starts(key) {
			ok = false // no password at all is one, too
		}
		switch {
		case ok:
			fresh, err := f.fresh(k, family, value, shared)
			if err != nil {
				f.refuse(err)
				return f
			}
			f.values[key] = fresh
			f.made = append(f.made, key)
			if family != "" && value != "" {
				services = append(services, service{family, value, fresh})
			}
		case judge.SecretName(key) || judge.MaybeSecretName(key) && (saysPlaceholder(value) || verdict.Reason == "the setting's own name"):
			if !saysPlaceholder(value) && f.pr.gives(value) {
				continue // the project's own service is started with it
			}
			if verdict.Kind != judge.Empty {
				f.values[key] = ""
			}
			// Local databases and caches often need no password.
			if family == "" || value != "" {
				f.fill[key] = true
			}
			if family != "" && value != "" {
				delete(f.values, key) // where that service is, its password is known
			}
		case saysPlaceholder(value):
			f.fill[key] = true
		}
	}
	f.repeat(d, mine, services)
	return f
}

// kindOf returns the kind of key that an entry asks for, if anyone can make it.
func (f *filler) kindOf(key, value, comment string) (keys.Kind, bool) {
	h := keys.Hint{Comment: comment, Placeholder: value, Framework: f.pr.framework, Local: f.pr.starts(key)}
	k, ok := keys.KindFor(key, h)
	if !ok {
		// A comment that tells where else to get something does not matter
		// where it says that anything random will do.
		if low := strings.ToLower(comment); strings.Contains(low, "random") || strings.Contains(low, "generate a") {
			h.Comment = ""
			k, ok = keys.KindFor(key, h)
		}
	}
	return k, ok
}

// fresh makes a key. Two names of one service's password that have the same
// placeholder get the same value.
func (f *filler) fresh(k keys.Kind, family, placeholder string, shared map[string]string) (string, error) {
	id := family + "\x00" + placeholder
	if family != "" && placeholder != "" && shared[id] != "" {
		return shared[id], nil
	}
	v, err := k.New()
	if err == nil {
		shared[id] = v
		f.p.hide(v)
	}
	return v, err
}

func (f *filler) refuse(err error) {
	f.refused = true
	f.p.leave(Left{Path: f.private, Message: "no keys could be made: " + err.Error()})
}

// familyOf names the service that a password belongs to, or "". A root
// password is another one.
func familyOf(key string) string {
	up := strings.ToUpper(key)
	if !strings.Contains(up, "PASS") && !strings.HasSuffix(up, "_PWD") {
		return ""
	}
	root := ""
	if strings.Contains(up, "ROOT") || strings.Contains(up, "ADMIN") {
		root = "root-"
	}
	for _, w := range strings.FieldsFunc(up, func(r rune) bool { return r == '_' || r == '-' || r == '.' }) {
		switch w {
		case "DB", "DATABASE", "POSTGRES", "POSTGRESQL", "PG", "PGPASSWORD", "PGPASS", "SQL", "MYSQL", "MARIADB", "MSSQL":
			return root + "db"
		case "MONGO", "MONGODB":
			return root + "mongo"
		case "REDIS", "RABBITMQ", "MINIO", "NEO4J", "ELASTIC", "ELASTICSEARCH", "CLICKHOUSE":
			return root + strings.ToLower(w)
		}
	}
	return ""
}

// familyOfScheme names the service that a URL leads to.
func familyOfScheme(scheme string) string {
	scheme, _, _ = strings.Cut(strings.ToLower(scheme), "+")
	switch scheme {
	case "postgres", "postgresql", "postgis", "psql", "pgsql", "mysql", "mysql2", "mariadb", "mssql", "sqlserver", "ecto", "jdbc:postgresql", "jdbc:mysql":
		return "db"
	case "mongodb":
		return "mongo"
	case "redis", "rediss":
		return "redis"
	case "amqp", "amqps":
		return "rabbitmq"
	case "bolt", "neo4j":
		return "neo4j"
	case "clickhouse":
		return "clickhouse"
	}
	return ""
}

// repeat puts the passwords of services into the URLs that repeat their
// placeholders.
func (f *filler) repeat(d, mine *dotenv.File, services []service) {
	for _, e := range d.Entries() {
		key := d.Key(e)
		if e.Commented || e.Op == 0 || mine != nil && mine.Lookup(key) != nil {
			continue
		}
		value := d.Value(e)
		u, ok := splitURL(value)
		if !ok || u.password == "" {
			continue
		}
		for _, s := range services {
			family := familyOfScheme(u.scheme)
			// The user decides whether the root's password is meant.
			if strings.TrimPrefix(s.family, "root-") != family || s.placeholder != u.password || s.value == "" {
				continue
			}
			if root := strings.EqualFold(u.user, "root") || strings.EqualFold(u.user, "admin"); root != strings.HasPrefix(s.family, "root-") && hasFamily(services, rootOf(family, root), u.password) {
				continue
			}
			f.values[key] = strings.Replace(value, ":"+u.password+"@", ":"+url.PathEscape(s.value)+"@", 1)
			f.p.hide(f.values[key])
			delete(f.fill, key)
			break
		}
	}
}

func rootOf(family string, root bool) string {
	if root {
		return "root-" + family
	}
	return family
}

func hasFamily(list []service, family, placeholder string) bool {
	return slices.ContainsFunc(list, func(s service) bool { return s.family == family && s.placeholder == placeholder })
}

// whole returns the example with the values that its entries get.
func (f *filler) whole(example []byte) ([]byte, bool) {
	if f.refused {
		return nil, false
	}
	if len(f.values) > maxFilled {
		f.p.leave(Left{Path: f.private, Message: "it has more entries than this fills in", Hint: hintByHand})
		return nil, false
	}
	d := dotenv.Parse(example)
	if d.BOM {
		// Several readers take the mark for a part of the first name.
		d = dotenv.Parse(example[3:])
	}
	readers := f.pr.readers
	for _, key := range order(d) {
		value, ok := f.values[key]
		if !ok {
			continue
		}
		next, err := d.Set(key, value, f.able(d, readers)...)
		var refused *dotenv.RefusedError
		if errors.As(err, &refused) {
			next, err = d.Set(key, value)
		}
		if err != nil {
			f.p.leave(Left{Path: f.private, Message: key + " could not be given a value, it has what the example has: " + err.Error(), Hint: "give it one by hand"})
			continue
		}
		d = next
	}
	return d.Bytes(), true
}

// able returns those of the readers that can read a file at all.
func (f *filler) able(d *dotenv.File, readers []dotenv.Reader) []dotenv.Reader {
	var list []dotenv.Reader
	for _, r := range readers {
		if _, err := d.Read(r, nil); err == nil {
			list = append(list, r)
		}
	}
	return list
}

// order returns the names that are set in a file, each once.
func order(d *dotenv.File) []string {
	var names []string
	for _, e := range d.Entries() {
		if k := d.Key(e); !e.Commented && !slices.Contains(names, k) {
			names = append(names, k)
		}
	}
	return names
}

// reason says where the values come from.
func (f *filler) reason(first string) []string {
	why := []string{first}
	if len(f.made) > 0 {
		why = append(why, "fresh keys: "+strings.Join(f.made, ", "))
	}
	if len(f.kept) > 0 {
		why = append(why, "values that stood in the example: "+strings.Join(f.kept, ", "))
	}
	return why
}

// list notes what a person has to fill in.
func (p *planner) list(private string, out []byte, f *filler) {
	for _, key := range order(dotenv.Parse(out)) {
		p.listKey(private, out, key, f)
	}
}

func (p *planner) listKey(private string, out []byte, key string, f *filler) {
	if !f.fill[key] {
		return
	}
	d := dotenv.Parse(out)
	e := d.Lookup(key)
	if e == nil {
		return
	}
	at := slices.IndexFunc(d.Items, func(it dotenv.Item) bool { return it.Entry == e })
	text := strings.TrimSpace(commentsAbove(d, at) + string(d.Text(e.Comment)))
	var words []string
	for line := range strings.Lines(text) {
		if line = strings.Trim(strings.TrimSpace(line), "#;-=*_~+|─━═—–│┃║ "); line != "" {
			words = append(words, line)
		}
	}
	if len(words) > 3 {
		words = words[len(words)-3:]
	}
	comment := strings.Join(words, " ")
	if len(comment) > 120 {
		comment = strings.ToValidUTF8(comment[:117], "") + "..."
	}
	p.plan.ToFill = append(p.plan.ToFill, ToFill{Path: private, Line: e.Line, Key: key, Comment: comment})
}
