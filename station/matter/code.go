package matter

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"lianzhan/station"
)

// codeDigits is how long a query code is: short enough to copy from a slip, long enough that limited guessing is vain.
const codeDigits = 12

// QueryCode is the code a voter follows a matter by: twelve digits out of the first 40 bits of a sum under the box's
// key. The same matter always has the same code, so that a submission sent twice is answered alike.
func QueryCode(key station.Key, id string) string { return QueryCodeAgain(key, id, 0) }

// QueryCodeAgain is the code to use when the codes before it, from try 0 on, belong to other matters.
func QueryCodeAgain(key station.Key, id string, try int) string {
	parts := []string{id}
	if try > 0 {
		parts = append(parts, fmt.Sprint(try))
	}
	sum := key.Sum("matter-code", parts...)
	forty := binary.BigEndian.Uint64(append([]byte{0, 0, 0}, sum[:5]...))
	return fmt.Sprintf("%0*d", codeDigits, forty%1_000_000_000_000)
}

// CodeHash is all that is kept of a query code: a copied database does not give the codes away.
func CodeHash(key station.Key, code string) string {
	return hex.EncodeToString(key.Sum("matter-code-hash", code))
}

// FoldQueryCode reads a query code the way people type it, with blanks and dashes, in full-width digits too; "" when it is
// not one.
func FoldQueryCode(typed string) string {
	if len(typed) > 64 {
		return ""
	}
	code := strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == ' ' || r == '-' || r == '　' || r == '\u00a0':
			return -1
		}
		return r
	}, typed)
	if len(code) != codeDigits || strings.Trim(code, "0123456789") != "" {
		return ""
	}
	return code
}

// SpokenCode groups a query code for reading aloud and copying: "1234 5678 9012".
func SpokenCode(code string) string {
	if len(code) != codeDigits {
		return code
	}
	return code[:4] + " " + code[4:8] + " " + code[8:]
}
