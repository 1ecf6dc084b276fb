package scanner

import (
	"sort"

	"github.com/envguard/envguard/rules"
	"github.com/envguard/envguard/rules/dotenv"
	"github.com/envguard/envguard/rules/fileclass"
)

// env emits the entries of an env file, all of them: there the verdict on a
// value needs no secret-like name. What the file holds besides entries is left
// to lines.
func (x *extractor) env() {
	switch x.file.Class {
	case fileclass.Private, fileclass.Example, fileclass.Shared, fileclass.Backup:
	default:
		return
	}
	f := dotenv.Parse(x.file.Data)
	var spans []dotenv.Span
	for i := range f.Items {
		it := &f.Items[i]
		e := it.Entry
		if e == nil || e.Op == 0 {
			continue
		}
		spans = append(spans, it.Span)
		x.cands = x.cands[:0]
		kind := rules.KindEnv | rules.KindAssigned
		if e.Quote != 0 {
			kind |= rules.KindString
		}
		comment := it.Span.End
		switch {
		case e.Commented:
			comment = it.Span.Start
		case !e.Comment.Empty():
			comment = e.Comment.Start
		}
		x.add(kind, e.Inner.Start, e.Inner.End, e.Quote, f.Key(e), "", 0, e.Op)
		x.urls(it.Span.Start, it.Span.End)
		x.addresses(it.Span.Start, it.Span.End)
		x.flush(it.Span.Start, it.Span.End, comment)
	}
	x.skip = func(start, _ int) bool {
		k := sort.Search(len(spans), func(k int) bool { return spans[k].End > start })
		return k < len(spans) && spans[k].Start <= start
	}
}
