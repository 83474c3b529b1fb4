// Package slip prints the voter's receipt on the small thermal printers that stand beside kiosks: 58 or 80 mm rolls that
// understand ESC/POS and Chinese in GB 18030.
package slip

import (
	"strings"
	"time"
	"unicode"
)

// Receipt is what stands on a slip. Never a name: slips are left lying about.
type Receipt struct {
	Station string
	Number  string
	Code    string // "1234 5678 9012"
	Page    string // address the QR code opens
	At      time.Time
	Next    string // what happens next, in one sentence
	Phone   string // of the station
}

// The widths a roll may have, in mm.
const (
	Narrow = 58
	Wide   = 80
)

// Bytes are the commands that print a receipt on a roll of a width; an unknown width is taken for the narrow one.
func Bytes(r Receipt, width int) []byte {
	c := &commands{}
	c.begin()
	c.middle()
	c.text(r.Station)
	c.big("反映事项回执")
	c.feed(1)
	c.text("查询码（请收好）")
	c.big(r.Code)
	c.feed(1)
	c.qr(r.Page, moduleDots(width))
	c.text("扫码看办理结果")
	c.left()
	c.feed(1)
	c.text("编号：" + r.Number)
	if !r.At.IsZero() {
		c.text("时间：" + r.At.Format("2006年1月2日 15:04"))
	}
	c.text("接下来：" + r.Next)
	if r.Phone != "" {
		c.text("电话：" + r.Phone)
	}
	c.text("到站里、打电话、在触摸屏上，报查询码都能查。")
	c.cut()
	return c.out.Bytes()
}

// moduleDots is the size of a module of the QR code in dots of an eighth of a mm: about 30 mm of code on either roll.
func moduleDots(width int) byte {
	if width == Wide {
		return 8
	}
	return 6
}

// harmless is a text without control characters: to a printer they are commands.
func harmless(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return ' '
		}
		return r
	}, text)
}
