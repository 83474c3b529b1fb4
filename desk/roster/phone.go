package roster

import (
	"regexp"
	"strings"
)

var (
	scientific = regexp.MustCompile(`^\d(\.\d+)?[eE]\+?\d+$`)
	phoneLabel = regexp.MustCompile(`^\p{Han}+:?`)
	phoneSigns = regexp.MustCompile(`[\s\-()\[\].·_‐-―−~]`)
	countryOne = regexp.MustCompile(`^(\+|00)?86(1\d{10}|0\d{9,11})$`)
	whole      = regexp.MustCompile(`\.0+$`)
	// Mobile numbers, numbers with area code, numbers within a town, and 400 numbers.
	phoneShape = regexp.MustCompile(`^(1[3-9]\d{9}|0[1-9]\d{8,10}|[2-8]\d{6,7}|400\d{7})$`)
)

// parsePhone reads a telephone number as digits only. Where a cell holds several, the first mobile one counts and
// more is true. why says what is wrong with a cell that holds none.
func parsePhone(text string) (phone string, more bool, why string) {
	text = strings.TrimSpace(narrow(text))
	if scientific.MatchString(text) {
		return "", false, "被表格软件改成了科学计数，号码已经不全，请重新填写"
	}
	var found []string
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,;/|或", r) })
	for _, part := range parts {
		numbers, ok := splitPhone(part)
		if !ok {
			return "", false, "不像电话号码"
		}
		found = append(found, numbers...)
	}
	if len(found) == 0 {
		return "", false, "不像电话号码"
	}
	for _, number := range found {
		if len(number) == 11 && number[0] == '1' {
			return number, len(found) > 1, ""
		}
	}
	return found[0], len(found) > 1, ""
}

// splitPhone cleans one number, or two mobile ones that only a blank parted.
func splitPhone(part string) ([]string, bool) {
	number := whole.ReplaceAllString(strings.TrimSpace(part), "")
	number = phoneSigns.ReplaceAllString(phoneLabel.ReplaceAllString(number, ""), "")
	if m := countryOne.FindStringSubmatch(number); m != nil {
		number = m[2]
	}
	switch {
	case phoneShape.MatchString(number):
		return []string{number}, true
	case len(number) == 22 && phoneShape.MatchString(number[:11]) && phoneShape.MatchString(number[11:]):
		return []string{number[:11], number[11:]}, true
	case number == "":
		return nil, true
	}
	return nil, false
}
