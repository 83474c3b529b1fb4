package kiosk

import (
	"bytes"
	"fmt"
	"image/png"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestAddressesStayWithinVersionThree(t *testing.T) {
	for _, c := range []struct {
		address string
		version int
	}{
		{"HTTP://10.0.0.7/D/0123ABCD", 2},               // 26 characters
		{"HTTP://10.0.0.7:80/D/0123ABC", 2},             // 28
		{"HTTP://192.168.1.10:8080/D/0123ABCD", 3},      // 35
		{"HTTP://192.168.100.100:8080/D/0123ABCD", 3},   // 38
		{"HTTPS://RD.BAISHI.GOV.CN:8443/D/0123ABCD", 3}, // 40
		{"HTTPS://RD1.BAISHI.GOV.CN:8443/D/0123ABCD", 3},
	} {
		q, err := symbol(c.address)
		if err != nil {
			t.Fatal(err)
		}
		if q.VersionNumber != c.version {
			t.Errorf("%s (%d characters) is version %d, want %d", c.address, len(c.address), q.VersionNumber, c.version)
		}
	}
}

func TestShout(t *testing.T) {
	for address, want := range map[string]string{
		"http://box.local:8080/D/0123ABCD": "HTTP://BOX.LOCAL:8080/D/0123ABCD",
		"https://rd.example.cn/Bai/D/0123": "HTTPS://RD.EXAMPLE.CN/Bai/D/0123",
		"http://10.0.0.7":                  "HTTP://10.0.0.7",
		"/D/0123ABCD":                      "/D/0123ABCD",
	} {
		if got := shout(address); got != want {
			t.Errorf("shout(%s) = %s", address, got)
		}
	}
}

var (
	viewBox = regexp.MustCompile(`viewBox="0 0 (\d+) (\d+)"`)
	run     = regexp.MustCompile(`M(\d+) (\d+)\.5h(\d+)`)
)

// The path of the SVG, painted back into modules, is the symbol itself in a quiet zone of four.
func TestSVGPaintsTheSymbol(t *testing.T) {
	const address = "HTTP://192.168.1.10:8080/D/0123ABCD"
	svg, err := qrSVG(address)
	if err != nil {
		t.Fatal(err)
	}
	q, err := symbol(address)
	if err != nil {
		t.Fatal(err)
	}
	want := q.Bitmap() // with the library's own border of four
	if side := fmt.Sprint(len(want)); string(viewBox.FindSubmatch(svg)[1]) != side {
		t.Fatalf("the picture is %s wide, want %s", viewBox.FindSubmatch(svg)[1], side)
	}
	painted := make([][]bool, len(want))
	for y := range painted {
		painted[y] = make([]bool, len(want))
	}
	for _, m := range run.FindAllSubmatch(svg, -1) {
		x, y, length := atoi(m[1]), atoi(m[2]), atoi(m[3])
		for i := range length {
			painted[y][x+i] = true
		}
	}
	if fmt.Sprint(painted) != fmt.Sprint(want) {
		t.Error("the path is another picture than the symbol")
	}
	if len(svg) > 8<<10 {
		t.Errorf("%d bytes of SVG", len(svg))
	}
}

func atoi(b []byte) int {
	n, err := strconv.Atoi(string(b))
	if err != nil {
		panic(err)
	}
	return n
}

func TestPNGHasWholePixels(t *testing.T) {
	const address = "HTTP://192.168.1.10:8080/D/0123ABCD"
	body, err := qrPNG(address)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	q, err := symbol(address)
	if err != nil {
		t.Fatal(err)
	}
	bits := q.Bitmap()
	if img.Bounds().Dx() != len(bits)*printScale {
		t.Fatalf("%d pixels for %d modules", img.Bounds().Dx(), len(bits))
	}
	for y, row := range bits {
		for x, dark := range row {
			for _, corner := range [][2]int{{0, 0}, {printScale - 1, printScale - 1}} {
				r, _, _, _ := img.At(x*printScale+corner[0], y*printScale+corner[1]).RGBA()
				if (r == 0) != dark {
					t.Fatalf("module %d,%d is blurred", x, y)
				}
			}
		}
	}
}

func TestATooLongAddressIsRefused(t *testing.T) {
	if _, err := qrSVG("HTTP://" + strings.Repeat("A", longestQR)); err == nil {
		t.Error("an address nobody can scan was drawn")
	}
}
