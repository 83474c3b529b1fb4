package find

import "strings"

// sound is one way to type a character in letters.
type sound struct {
	text     string
	spelling uint32 // its place in the sorted list of all spellings
	other    bool   // not the right reading of the character in this name
}

// sounds are all ways to type a character, the right reading first.
type sounds struct {
	list    []sound
	begins  classSet // what they begin with; silence if there are none
	goingOn classSet // their second letters
}

// classSet is a set of what may come next in a name, as far as it can be typed in letters.
type classSet uint32

// The classes are silence, the 26 letters, and whatever else can be typed (a digit).
const (
	silence = 0
	digit   = 27
	classes = 28
)

func classOf(r rune) uint32 {
	if 'a' <= r && r <= 'z' {
		return uint32(r-'a') + 1
	}
	return digit
}

func (s classSet) has(class uint32) bool { return s>>class&1 == 1 }

// lexicon hands out the sounds of each character; characters read alike in all names share theirs.
type lexicon struct {
	all   []sounds
	known map[lexeme]uint32
}

// lexeme is a character and the reading it must have in a name; "" leaves it to the dictionary.
type lexeme struct {
	char  rune
	right string
}

func (l *lexicon) number(char rune, right string) uint32 {
	key := lexeme{char, right}
	n, ok := l.known[key]
	if !ok {
		n = uint32(len(l.all))
		l.known[key] = n
		l.all = append(l.all, soundsOf(char, right))
	}
	return n
}

func soundsOf(char rune, right string) sounds {
	readings := spellings(char)
	if right == "" && len(readings) > 0 {
		right = readings[0]
	}
	var s sounds
	if right != "" {
		s.spell(right, false)
	}
	for _, reading := range readings {
		if reading != right {
			s.spell(reading, true)
		}
	}
	if len(s.list) == 0 {
		s.begins = 1 << silence
	}
	return s
}

// spell adds a reading in all its spellings: ü is typed v, printed YU in passports (GB/T 28039), and taken for u.
func (s *sounds) spell(reading string, other bool) {
	s.add(reading, other)
	if strings.HasPrefix(reading, "lv") || strings.HasPrefix(reading, "nv") {
		s.add(reading[:1]+"yu"+reading[2:], other)
		s.add(reading[:1]+"u"+reading[2:], true)
	}
}

func (s *sounds) add(text string, other bool) {
	s.list = append(s.list, sound{text: text, other: other})
	s.begins |= 1 << classOf(rune(text[0]))
	if len(text) > 1 {
		s.goingOn |= 1 << classOf(rune(text[1]))
	}
}
