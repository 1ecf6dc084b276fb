package custom

import (
	"regexp/syntax"
	"unicode"
)

// How much a pattern can cost. RE2 goes through a text once, but carries along
// every state that the text so far allows, and begins again behind each match.
// A part of varying length keeps many states alive at once: (?:[a-z]{0,30}){30}
// keeps nine hundred, [a-z0-9]{20,500} one. maxAlive bounds them.
const maxAlive = 50

// A spread is how a part of a pattern takes up text.
type spread struct {
	alive    int // states that are allowed at once, if the part begins at one place
	min, max int // characters of a match
}

// unbounded is more characters than any bound that RE2 takes.
const unbounded = tooLarge

// aliveStates is how many states a text can allow at once, at most. It begins
// the pattern at one place; where it begins is decided by its first characters.
func aliveStates(re *syntax.Regexp) int { return spreadOf(re).alive }

func spreadOf(re *syntax.Regexp) spread {
	switch re.Op {
	case syntax.OpLiteral:
		return spread{1, len(re.Rune), len(re.Rune)}
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return spread{1, 1, 1}
	case syntax.OpCapture:
		return spreadOf(re.Sub[0])
	case syntax.OpStar, syntax.OpPlus:
		s := spreadOf(re.Sub[0])
		if s.min != s.max { // it can begin again at any place
			s.alive = patternSize(re.Sub[0])
		}
		if re.Op == syntax.OpStar {
			s.min = 0
		}
		s.max = unbounded
		return s
	case syntax.OpQuest:
		s := spreadOf(re.Sub[0])
		s.min = 0
		return s
	case syntax.OpRepeat:
		return spreadOfRepeat(re)
	case syntax.OpConcat:
		return spreadOfConcat(re.Sub)
	case syntax.OpAlternate:
		all := spreadOf(re.Sub[0])
		for _, sub := range re.Sub[1:] {
			s := spreadOf(sub)
			all = spread{all.alive + s.alive, min(all.min, s.min), max(all.max, s.max)}
		}
		return all
	}
	return spread{} // anchors, the empty text
}

func spreadOfRepeat(re *syntax.Regexp) spread {
	body := spreadOf(re.Sub[0])
	s := spread{body.alive, min(tooLarge, re.Min*body.min), unbounded}
	times := re.Max
	if times < 0 {
		times = re.Min + 1
	} else {
		s.max = min(unbounded, times*body.max)
	}
	if body.min != body.max && times > 1 {
		s.alive = patternSize(re)
	}
	return s
}

// spreadOfConcat follows the places at which each part can begin: one more for
// each character by which the parts before it vary, unless the next character
// says where such a part ends.
func spreadOfConcat(subs []*syntax.Regexp) spread {
	all, places := spread{}, 1
	for i, sub := range subs {
		s := spreadOf(sub)
		all.alive = min(tooLarge, all.alive+min(patternSize(sub), places*s.alive))
		all.min, all.max = min(tooLarge, all.min+s.min), min(unbounded, all.max+s.max)
		if s.min != s.max && (i+1 == len(subs) || !endsBefore(sub, subs[i+1])) {
			places = min(tooLarge, places+s.max-s.min)
		}
	}
	return all
}

// endsBefore reports whether a part is a repetition of characters with none of
// which the next part can begin.
func endsBefore(part, next *syntax.Regexp) bool {
	for part.Op == syntax.OpCapture {
		part = part.Sub[0]
	}
	switch part.Op {
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		a, b := charsOf(part.Sub[0]), firstChars(next)
		return a != nil && b != nil && disjoint(a, b)
	}
	return false
}

// charsOf returns the ranges of characters of a part that is one character, or
// nil.
func charsOf(re *syntax.Regexp) []rune {
	switch re.Op {
	case syntax.OpCapture:
		return charsOf(re.Sub[0])
	case syntax.OpCharClass:
		return re.Rune
	case syntax.OpLiteral:
		if len(re.Rune) == 1 {
			return literalChar(re)
		}
	}
	return nil
}

// firstChars returns the ranges of characters that a part begins with, or nil
// where that is not easy to see.
func firstChars(re *syntax.Regexp) []rune {
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return firstChars(re.Sub[0])
	case syntax.OpConcat:
		return firstChars(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return firstChars(re.Sub[0])
		}
	case syntax.OpCharClass:
		return re.Rune
	case syntax.OpLiteral:
		return literalChar(re)
	}
	return nil
}

// literalChar returns a literal's first character, in all its cases.
func literalChar(re *syntax.Regexp) []rune {
	first := re.Rune[0]
	list := []rune{first, first}
	if re.Flags&syntax.FoldCase != 0 {
		for r := unicode.SimpleFold(first); r != first; r = unicode.SimpleFold(r) {
			list = append(list, r, r)
		}
	}
	return list
}

func disjoint(a, b []rune) bool {
	for i := 0; i+1 < len(a); i += 2 {
		for k := 0; k+1 < len(b); k += 2 {
			if a[i] <= b[k+1] && b[k] <= a[i+1] {
				return false
			}
		}
	}
	return true
}
