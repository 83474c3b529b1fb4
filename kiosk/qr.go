package kiosk

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"
	qrcode "github.com/skip2/go-qrcode"

	"lianzhan/station"
)

const (
	// quiet is the light border around the modules, in modules (ISO/IEC 18004 section 5.3.8).
	quiet = 4
	// printScale is the pixels of a module in the PNG: 37 modules make 444 px, 38 mm on a 300 dpi sheet.
	printScale = 12
	// longestQR bounds an address in bytes; a longer one makes a symbol too fine for a phone at arm's length.
	longestQR = 120
)

// deputySVG answers GET /api/v1/deputies/{id}/qr.svg: the code that opens the deputy's page on a phone.
func (e *edition) deputySVG(c *fiber.Ctx) (*page, error) {
	d, err := e.asked(c)
	if err != nil {
		return nil, err
	}
	return printQR(e.deputyURL(d), mimeSVG, qrSVG)
}

// deputyPNG answers GET /api/v1/deputies/{id}/qr.png, for print.
func (e *edition) deputyPNG(c *fiber.Ctx) (*page, error) {
	d, err := e.asked(c)
	if err != nil {
		return nil, err
	}
	return printQR(e.deputyURL(d), mimePNG, qrPNG)
}

// stationSVG answers GET /api/v1/stations/{id}/qr.svg.
func (e *edition) stationSVG(c *fiber.Ctx) (*page, error) {
	id, err := segment(c, "id")
	if err != nil {
		return nil, err
	}
	s, err := e.stationOf(id)
	if err != nil {
		return nil, err
	}
	return printQR(e.stationURL(s), mimeSVG, qrSVG)
}

func printQR(address, mime string, draw func(string) ([]byte, error)) (*page, error) {
	if address == "" {
		return nil, station.NotFound("code_missing", "还没有编短码，做不出二维码。")
	}
	body, err := draw(address)
	if err != nil {
		return nil, err
	}
	p := printed(mime, body)
	p.policy = inert
	return p, nil
}

// shout is the address as QR codes carry it: scheme and host in capitals, because capitals take 5.5 bits a character
// where small letters take 8. Both ignore case (RFC 3986 section 6.2.2.1); the path does not and stays.
func shout(address string) string {
	start := strings.Index(address, "://")
	if start < 0 {
		return address
	}
	end := strings.IndexByte(address[start+3:], '/')
	if end < 0 {
		return strings.ToUpper(address)
	}
	end += start + 3
	return strings.ToUpper(address[:end]) + address[end:]
}

// symbol makes the QR code of an address at level Q: a quarter of it may be scratched or glaring and it still reads.
func symbol(address string) (*qrcode.QRCode, error) {
	if len(address) > longestQR {
		return nil, station.Invalid("qr_too_long", "网址太长，做不成清楚的二维码。")
	}
	return qrcode.New(address, qrcode.High)
}

// qrSVG draws the code as one path of runs, one unit a module, on white with its quiet zone.
func qrSVG(address string) ([]byte, error) {
	code, err := symbol(address)
	if err != nil {
		return nil, err
	}
	code.DisableBorder = true
	bits := code.Bitmap()
	side := len(bits) + 2*quiet
	var svg strings.Builder
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, side, side)
	fmt.Fprintf(&svg, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path stroke="#000" d="%s"/></svg>`, side, side, runs(bits))
	return []byte(svg.String()), nil
}

// runs is a path that strokes each run of dark modules once, through the middle of its row.
func runs(bits [][]bool) string {
	var path strings.Builder
	for y, row := range bits {
		for x := 0; x < len(row); x++ {
			start := x
			for x < len(row) && row[x] {
				x++
			}
			if x > start {
				fmt.Fprintf(&path, "M%d %d.5h%d", start+quiet, y+quiet, x-start)
			}
		}
	}
	return path.String()
}

// qrPNG draws the code with whole pixels a module, so that no edge is blurred in print.
func qrPNG(address string) ([]byte, error) {
	code, err := symbol(address)
	if err != nil {
		return nil, err
	}
	return code.PNG(-printScale)
}
