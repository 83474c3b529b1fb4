package intake

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"lianzhan/station"
)

// CodeDigits is the length of a query code: about 40 bits, short enough to be read out by telephone.
const CodeDigits = 12

const codeSpace = 1_000_000_000_000

// Code is the query code of a matter. The same matter always has the same code, so that a page that lost the answer can
// ask again; turn is 0 but for the rare matter whose code another one had already.
func Code(key station.Key, matterID string, turn int) string {
	parts := []string{matterID}
	if turn > 0 {
		parts = append(parts, strconv.Itoa(turn))
	}
	sum := key.Sum("matter-code", parts...)
	bits := binary.BigEndian.Uint64(sum[:8]) >> 24 // 40 bits
	return fmt.Sprintf("%012d", bits%codeSpace)
}

// CodeHash is how a query code is kept: who copies the database has no codes.
func CodeHash(key station.Key, code string) string {
	return hex.EncodeToString(key.Sum("matter-code-hash", code))
}

// ReadCode reads a code as people type it, with blanks or dashes, also in full-width digits; false when it is none.
func ReadCode(typed string) (code string, ok bool) {
	if len(typed) > 64 {
		return "", false
	}
	var digits strings.Builder
	for _, r := range typed {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r >= '０' && r <= '９':
			digits.WriteRune(r - '０' + '0')
		case r != ' ' && r != '-' && r != '　' && r != '\u00a0':
			return "", false
		}
	}
	return digits.String(), digits.Len() == CodeDigits
}

// SpellCode writes a code the way it is read out: 1234 5678 9012.
func SpellCode(code string) string {
	if len(code) != CodeDigits {
		return code
	}
	return code[:4] + " " + code[4:8] + " " + code[8:]
}
