package display

import (
	"encoding/base64"
	"strings"

	qrcode "github.com/skip2/go-qrcode"
)

// QR is a code as bits: rows from the top, most significant bit first, rows not padded; 1 is dark. The page draws them
// with whole pixels, which a picture scaled by a browser would not keep.
type QR struct {
	Size int    `json:"size"` // modules a side
	Bits string `json:"bits"` // base64
}

// longestAddress keeps codes within version 5 at level Q; a finer one is beyond a phone in front of an LED wall.
const longestAddress = 84

// newQR encodes an address at level Q, so that a quarter of the code may glare. An empty or overlong address has none.
func newQR(address string) *QR {
	if address == "" || len(address) > longestAddress {
		return nil
	}
	code, err := qrcode.New(address, qrcode.High)
	if err != nil {
		return nil
	}
	code.DisableBorder = true
	rows := code.Bitmap()
	bits := make([]byte, (len(rows)*len(rows)+7)/8)
	for y, row := range rows {
		for x, dark := range row {
			if at := y*len(rows) + x; dark {
				bits[at/8] |= 0x80 >> (at % 8)
			}
		}
	}
	return &QR{Size: len(rows), Bits: base64.StdEncoding.EncodeToString(bits)}
}

// pageAddress is where a code leads: scheme and host in capitals, because capitals take 5.5 bits a character where small
// letters take 8, and neither minds (RFC 3986 section 6.2.2.1). A path of the site keeps its letters.
func pageAddress(site, kind, code string) string {
	scheme, rest, found := strings.Cut(site, "://")
	if !found || code == "" {
		return ""
	}
	host, path, _ := strings.Cut(rest, "/")
	if path != "" {
		path = "/" + path
	}
	return strings.ToUpper(scheme) + "://" + strings.ToUpper(host) + path + "/" + kind + "/" + code
}

// mostCodes bounds a code book: every deputy of a county, and none of them twice.
const mostCodes = 2048

// codeBook keeps codes between two boards; working one out takes longer than all the rest of a card. A nil book keeps
// nothing. It is not safe for concurrent use.
type codeBook map[string]*QR

func (book codeBook) of(address string) *QR {
	code, known := book[address]
	if known {
		return code
	}
	code = newQR(address)
	if book != nil {
		if len(book) >= mostCodes {
			clear(book)
		}
		book[address] = code
	}
	return code
}
