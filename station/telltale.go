package station

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

var (
	idNumber   = regexp.MustCompile(`\d(?:[ -]?\d){16}[ -]?[\dXx]`)
	longDigits = regexp.MustCompile(`\d(?:[ -]?\d){12,18}`)
	mobile     = regexp.MustCompile(`1[3-9]\d(?:[ -]?\d){8}`)
	joiners    = strings.NewReplacer(" ", "", "-", "")
)

// Telltales names the kinds of personal numbers found in a text: 身份证号, 银行卡号, 手机号. People write them with blanks
// and full-width digits.
func Telltales(text string) []string {
	rest, kinds := MaskNumbers(text)
	if mobile.MatchString(halfWidth(rest)) {
		kinds = append(kinds, "手机号")
	}
	return kinds
}

// MaskNumbers blanks the middle of identity card and bank card numbers a voter typed, and says which kinds it found. The
// text stays as it is when there are none. Telephones stay: a voter may want to be called.
func MaskNumbers(text string) (masked string, kinds []string) {
	hide := func(kind string, is func(digits string) bool) func(string) string {
		return func(s string) string {
			digits := joiners.Replace(s)
			if !is(digits) {
				return s
			}
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
			return digits[:3] + strings.Repeat("*", len(digits)-5) + digits[len(digits)-2:]
		}
	}
	masked = idNumber.ReplaceAllStringFunc(halfWidth(text), hide("身份证号", isIdentity))
	masked = longDigits.ReplaceAllStringFunc(masked, hide("银行卡号", isCard))
	if len(kinds) == 0 {
		return text, nil
	}
	return masked, kinds
}

// halfWidth turns full-width digits and letters into plain ones; the marks between them are the voter's own.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ' {
			return r - '！' + '!'
		}
		return r
	}, text)
}

// isIdentity reports whether 18 characters are a citizen's number (GB 11643): a birth date in the middle is enough,
// because a mistyped one gives its owner away as well.
func isIdentity(s string) bool {
	_, err := time.Parse("20060102", s[6:14])
	return err == nil && s[6:8] >= "18" && s[6:8] <= "20"
}

// isCard reports whether digits pass the check of ISO/IEC 7812 that every bank card number passes.
func isCard(digits string) bool {
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 && strings.Trim(digits, digits[:1]) != ""
}

// MaskName leaves the family name: 张某某, as the public version of a matter may show it.
func MaskName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return ""
	}
	return string(runes[:1]) + strings.Repeat("某", min(max(len(runes)-1, 1), 2))
}

// MaskPhone leaves the first three and last four digits: 138****1234. A short number loses all but its last two.
func MaskPhone(phone string) string {
	digits := joiners.Replace(strings.TrimSpace(phone))
	switch n := len(digits); {
	case n == 0:
		return ""
	case n >= 9:
		return digits[:3] + strings.Repeat("*", n-7) + digits[n-4:]
	case n > 2:
		return strings.Repeat("*", n-2) + digits[n-2:]
	}
	return "**"
}
