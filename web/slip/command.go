package slip

import (
	"bytes"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// The bytes ESC/POS commands begin with.
const (
	esc = 0x1b
	fs  = 0x1c
	gs  = 0x1d
)

// commands gathers ESC/POS commands, those that every make of the last twenty years understands.
type commands struct{ out bytes.Buffer }

func (c *commands) put(b ...byte) { c.out.Write(b) }

// begin resets the printer and has it read two-byte characters as Chinese.
func (c *commands) begin() { c.put(esc, '@', fs, '&') }

func (c *commands) left() { c.put(esc, 'a', 0) }

func (c *commands) middle() { c.put(esc, 'a', 1) }

// feed goes on by some lines.
func (c *commands) feed(lines byte) { c.put(esc, 'd', lines) }

// text prints one line. What GB 18030 cannot write, it cannot be asked to: it writes all of Unicode.
func (c *commands) text(line string) {
	c.out.Write(chinese(line))
	c.put('\n')
}

// big prints one line twice as high and wide; Chinese characters have a command of their own on some makes.
func (c *commands) big(line string) {
	c.put(gs, '!', 0x11, fs, 'W', 1)
	c.text(line)
	c.put(gs, '!', 0, fs, 'W', 0)
}

// longestQR is what a QR code of a slip holds, in bytes; an address is a third of it.
const longestQR = 200

// qr lets the printer draw a QR code of model 2 at level M. One that is too long is left out: the code is in digits too.
func (c *commands) qr(text string, dots byte) {
	if text == "" || len(text) > longestQR {
		return
	}
	c.symbol('A', '2', 0)
	c.symbol('C', dots)
	c.symbol('E', '1')
	c.symbol('P', append([]byte{'0'}, harmless(text)...)...)
	c.symbol('Q', '0')
	c.put('\n')
}

// symbol is one function of GS ( k for QR codes (cn = 49).
func (c *commands) symbol(function byte, arguments ...byte) {
	length := len(arguments) + 2
	c.put(gs, '(', 'k', byte(length), byte(length>>8), '1', function)
	c.put(arguments...)
}

// cut feeds the slip out and cuts it; a printer without a knife ignores the rest.
func (c *commands) cut() {
	c.feed(3)
	c.put(gs, 'V', 'B', 0)
}

func chinese(text string) []byte {
	encoded, err := encoding.ReplaceUnsupported(simplifiedchinese.GB18030.NewEncoder()).Bytes([]byte(harmless(text)))
	if err != nil {
		return []byte("?")
	}
	return encoded
}
