package account

import (
	_ "embed" // the passwords many people use
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"lianzhan/station"
)

// The two rules of passwords a station may choose between. ASVS asks for length and no rotation (OWASP ASVS 5.0, 6.2);
// inspectors of level 2 ask for kinds of characters and a change now and then (GB/T 22239-2019, 7.1.4.1).
const (
	securityASVS    = "asvs"
	securityDengbao = "dengbao2"

	asvsLength     = 12 // characters
	dengbaoLength  = 10 // characters
	dengbaoKinds   = 3
	dengbaoHistory = 5
	dengbaoAge     = 90 * 24 * time.Hour
	longest        = 128 // characters

	initialAge   = 7 * 24 * time.Hour // after which a password somebody else set opens nothing
	fewestLetter = 5                  // different characters
)

// common are the 3000 most used passwords and every longer one of the 30,000 most used (zxcvbn 4.4.2,
// copyright 2012-2016 Dan Wheeler and Dropbox, MIT licence), and the favourites of Chinese keyboards: pinyin,
// keyboard walks, words of this trade.
//
//go:embed common.txt
var common string

var commonWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.Lines(common) {
		words[strings.TrimSpace(word)] = true
	}
	return words
})

// checkPassword says why a password is not good enough for an account under a rule, or nil.
func checkPassword(rule, password string, a station.Account) error {
	password = string(plain(password))
	length := utf8.RuneCountInString(password)
	switch {
	case !utf8.ValidString(password) || strings.ContainsFunc(password, unicode.IsControl):
		return station.Invalid("password_unreadable", "密码里有不能用的字符。")
	case length > longest:
		return station.Invalid("password_long", "密码太长，最多 %d 个字。", longest)
	case rule == securityASVS && length < asvsLength:
		return station.Invalid("password_short", "密码至少要 %d 个字，用几个词连起来最好记。", asvsLength)
	case rule == securityDengbao && (length < dengbaoLength || kinds(password) < dengbaoKinds):
		return station.Invalid("password_plain", "密码至少要 %d 位，大写、小写、数字、符号里要有 3 种。", dengbaoLength)
	case guessable(password, a):
		return station.Invalid("password_common", "这个密码很容易被人猜到，请换一个。")
	}
	return nil
}

// kinds counts the kinds of characters: small letters, capitals, digits, all others.
func kinds(password string) int {
	var small, capital, digit, other int
	for _, c := range password {
		switch {
		case c >= 'a' && c <= 'z':
			small = 1
		case c >= 'A' && c <= 'Z':
			capital = 1
		case c >= '0' && c <= '9':
			digit = 1
		default:
			other = 1
		}
	}
	return small + capital + digit + other
}

// guessable holds for what a guesser tries first: a common password, dressed up with digits and signs or said twice, the
// person's own name, one key held down, a run along the keyboard.
func guessable(password string, a station.Account) bool {
	folded := strings.ToLower(password)
	core := strings.TrimFunc(folded, func(c rune) bool { return !unicode.IsLetter(c) })
	for _, word := range []string{folded, core, undressed(core), once(folded)} {
		if commonWords()[word] || word == a.Login || word == strings.ToLower(a.Name) {
			return true
		}
	}
	different := map[rune]bool{}
	steady, before := 0, rune(0)
	for _, c := range folded {
		if step := c - before; step >= -1 && step <= 1 {
			steady++
		}
		different[c], before = true, c
	}
	return len(different) < fewestLetter || steady >= utf8.RuneCountInString(folded)*3/4
}

var dress = strings.NewReplacer("0", "o", "1", "l", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

// undressed reads p@ssw0rd as password.
func undressed(word string) string { return dress.Replace(word) }

// once is the part a word repeats, or the word.
func once(word string) string {
	for n := 1; n <= len(word)/2; n++ {
		if len(word)%n == 0 && strings.Repeat(word[:n], len(word)/n) == word {
			return word[:n]
		}
	}
	return word
}
