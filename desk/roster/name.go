package roster

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// nameNote is a remark behind a name, as rosters print them: 丁某某（女、回族）.
var nameNote = regexp.MustCompile(`[(\[【〔]([^)\]】〕]*)[)\]】〕]`)

// dots are the signs people use for the point inside the names of some nationalities; the first is the right one.
const dots = "·•・‧∙．.●"

var vacant = []string{"空缺", "缺额", "待补选", "待定", "出缺", "暂缺", "缺"}

// cleanName takes padding and remarks off a name and returns the remarks by themselves. ok is false for text that
// cannot be a name.
func cleanName(text string) (name string, notes []string, ok bool) {
	narrowed := narrow(text)
	for _, m := range nameNote.FindAllStringSubmatch(narrowed, -1) {
		notes = append(notes, listed(m[1])...)
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(dots, r) {
			return '·'
		}
		return r
	}, nameNote.ReplaceAllString(narrowed, ""))
	name = strings.TrimFunc(tidy(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Co, r)
	})
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Co, r) && r != '·' && r != ' ' && r != '-' && r != '\'' {
			return name, notes, false
		}
	}
	return name, notes, name != "" && len([]rune(name)) <= 40
}

// CleanName is a name without padding, the way the same person is known again.
func CleanName(text string) string {
	name, _, _ := cleanName(text)
	return name
}

// unprintable reports characters of private use and lost ones: a rare character typed on a machine with its own font
// shows as a box everywhere else.
func unprintable(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar })
}

// takeNote puts a remark behind a name where it belongs.
func (l *line) takeNote(note string) {
	switch {
	case note == "男" || note == "女":
		l.row.Person.Gender = note
	case strings.HasSuffix(note, "族") && len([]rune(note)) <= 6:
		l.row.Person.Ethnicity = note
	default:
		l.warn(Name, "姓名后面的“%s”没有用。", note)
	}
}

// marks with which people write the sounds of pinyin, and the plain letters.
var toneMarks = strings.NewReplacer("ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u",
	"ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v", "ê", "e", "'", " ")

// parseReading reads pinyin by syllable.
func parseReading(text string) (string, bool) {
	reading := strings.Join(strings.Fields(toneMarks.Replace(strings.ToLower(narrow(text)))), " ")
	bad := strings.ContainsFunc(reading, func(r rune) bool { return (r < 'a' || r > 'z') && r != ' ' })
	return reading, reading != "" && !bad
}

func isVacant(name string) bool {
	return slices.Contains(vacant, tidy(nameNote.ReplaceAllString(narrow(name), "")))
}
