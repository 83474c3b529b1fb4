package find

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed readings.txt
var readingsTable string

// dictionary tells how characters are read.
type dictionary struct {
	lines     []string // readings, the usual one first, parted by blanks
	spans     []span
	syllables map[string]bool
}

// span is a run of code points; each names a line, 0 for a character without a reading.
type span struct {
	from  rune
	lines []uint16
}

// readings is read once, at the first name: about 1 ms and 350 KiB.
var readings = sync.OnceValue(func() *dictionary {
	d := &dictionary{lines: make([]string, 1, 4096), syllables: map[string]bool{}, spans: []span{
		{'〇', make([]uint16, 0xA000-'〇')},       // with extension A and the unified ideographs
		{0xE000, make([]uint16, 0xFB00-0xE000)}, // private use, where older systems keep rare names, and compatibility
		{0x20000, make([]uint16, 0x13500)},      // extensions B to J
	}}
	for line := range strings.Lines(readingsTable) {
		if spelt, characters, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			d.enter(spelt, characters)
		}
	}
	return d
})

func (d *dictionary) enter(spelt, characters string) {
	for s := range strings.FieldsSeq(spelt) {
		d.syllables[s] = true
	}
	for _, r := range characters {
		if line := d.line(r); line != nil {
			*line = uint16(len(d.lines))
		}
	}
	d.lines = append(d.lines, spelt)
}

// of lists the readings of a character, the usual one first; none for a character nobody can read.
func (d *dictionary) of(r rune) []string {
	if line := d.line(r); line != nil {
		return strings.Fields(d.lines[*line])
	}
	return nil
}

func (d *dictionary) line(r rune) *uint16 {
	for _, s := range d.spans {
		if i := int(r - s.from); i >= 0 && i < len(s.lines) {
			return &s.lines[i]
		}
	}
	return nil
}
