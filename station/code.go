package station

import (
	"encoding/base32"
	"strings"
)

// CodeLength is how many characters a short code has: 40 bits, so that /D/{CODE} on a LAN address stays within
// QR version 3 at level Q.
const CodeLength = 8

// crockford leaves out I, L, O and U, which people misread.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// CodeFrom makes a short code from five random bytes.
func CodeFrom(random [5]byte) string { return crockford.EncodeToString(random[:]) }

// FoldCode reads a code the way people type it: any case, with blanks and dashes, O for 0 and I or L for 1.
func FoldCode(typed string) string {
	return strings.NewReplacer(" ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
}

// ValidCode reports whether a folded code has the right shape.
func ValidCode(code string) bool {
	if len(code) != CodeLength {
		return false
	}
	_, err := crockford.DecodeString(code)
	return err == nil
}
