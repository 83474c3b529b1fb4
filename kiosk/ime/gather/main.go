// Command gather packs the table of phrases that package ime embeds and searches where it lies.
//
// It reads what words.mjs writes (a word, how often it is said, how it is read) and takes from the finder's table how
// characters are read on their own. The layout of the table is told in table.go of package ime.
//
//	node kiosk/ime/gather/words.mjs kiosk/ime/gather/words.txt | go run ./kiosk/ime/gather > kiosk/ime/phrases.bin
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

const (
	longest    = 8    // characters of a phrase
	said       = 60e6 // words of the text the list was counted in
	steps      = 14   // of cost to a factor of e
	seldomRead = 1e-3 // share of a reading no phrase shows
)

// alsoInNames are characters outside GB 2312 that stand in names of people and villages; most are in 通用规范汉字表.
const alsoInNames = "〇喆垚赟堃翀玥彧瑀昇淼镕旻昉昊珺琇琎璟璐珣瑄婳妤嫄祎祺禔翊翾烨焜煊燊炘炜晗昕晞暐曈玙玘珉珩珮琬琮瑛瑭瓅沄沛洺浛涵淏湉溱滢潆澍濛灏莜莳菡萱葳蓥蕙薷邨埗塬峁崾圪坨垸堉甪畲硚磜脿苴莨蔀赉鄠鄢阇陉隰雩鲅"

// glyph is a character in one of its readings.
type glyph struct {
	reading string
	char    rune
	cost    byte
}

// entry is a phrase in one of its readings.
type entry struct {
	text     []rune
	readings []string
	cost     byte
}

func main() {
	characters, err := os.ReadFile("kiosk/find/readings.txt")
	if err == nil {
		err = gather(os.Stdin, string(characters), os.Stdout)
	}
	if err != nil {
		panic(err) // only we run this, and by hand
	}
}

func gather(list io.Reader, characters string, table io.Writer) error {
	known := readings(characters)
	single := map[rune]float64{}
	heard := map[rune]map[string]float64{}
	var entries []entry
	for lines := bufio.NewScanner(list); lines.Scan(); {
		word, count, spelt, err := line(lines.Text())
		if err != nil {
			return err
		}
		if !readable(word, spelt, known) {
			continue
		}
		if len(word) == 1 {
			single[word[0]] = max(single[word[0]], count)
			count *= 0.3 // how the character is read alone counts, but less than in phrases
		} else {
			entries = append(entries, entry{word, spelt, cost(count)})
		}
		for i, r := range word {
			if heard[r] == nil {
				heard[r] = map[string]float64{}
			}
			heard[r][spelt[i]] += count
		}
	}
	return pack(table, glyphs(known, single, heard), entries)
}

func line(text string) (word []rune, count float64, spelt []string, err error) {
	fields := strings.Split(text, "\t")
	if len(fields) != 3 {
		return nil, 0, nil, fmt.Errorf("line %q", text)
	}
	count, err = strconv.ParseFloat(fields[1], 64)
	return []rune(fields[0]), count, strings.Fields(fields[2]), err
}

// readable tells whether every character of a word is spelt in letters a voter can type.
func readable(word []rune, spelt []string, known map[rune][]string) bool {
	if len(word) != len(spelt) || len(word) > longest {
		return false
	}
	for i, r := range word {
		if !written(r) || len(known[r]) == 0 || strings.Trim(spelt[i], "abcdefghijklmnopqrstuvwxyz") != "" || strings.Trim(spelt[i], "bcdfghjklmnpqrstwxyz") == "" {
			return false
		}
	}
	return true
}

// written tells whether a character is in use on this side of the strait: GB 2312 has few that are not.
func written(r rune) bool {
	_, err := simplifiedchinese.HZGB2312.NewEncoder().String(string(r))
	return err == nil || strings.ContainsRune(alsoInNames, r)
}

// readings turns the finder's table round: which readings a character has.
func readings(table string) map[rune][]string {
	known := map[rune][]string{}
	for text := range strings.Lines(table) {
		if spelt, characters, ok := strings.Cut(strings.TrimSpace(text), "\t"); ok {
			for _, r := range characters {
				known[r] = strings.Fields(spelt)
			}
		}
	}
	return known
}

// glyphs weighs every reading of every character that stands in the word list.
func glyphs(known map[rune][]string, single map[rune]float64, heard map[rune]map[string]float64) []glyph {
	for _, r := range alsoInNames {
		if heard[r] == nil {
			heard[r] = map[string]float64{}
		}
	}
	var all []glyph
	for _, r := range slices.Sorted(maps.Keys(heard)) {
		ways := map[string]float64{}
		for _, reading := range known[r] {
			ways[reading] = seldomRead
		}
		var total float64
		for _, count := range heard[r] {
			total += count
		}
		for reading, count := range heard[r] {
			ways[reading] = max(seldomRead, count/total)
		}
		for reading, share := range ways {
			all = append(all, glyph{reading, r, cost(max(1, single[r]) * share)})
		}
	}
	slices.SortFunc(all, func(a, b glyph) int {
		if a.reading != b.reading {
			return strings.Compare(a.reading, b.reading)
		}
		if a.cost != b.cost {
			return int(a.cost) - int(b.cost)
		}
		return int(a.char) - int(b.char)
	})
	return all
}

// cost is how unlikely a word is: the logarithm of one in how many words it is, in steps.
func cost(count float64) byte {
	return byte(min(255, math.Round(steps*math.Log(said/count))))
}

func pack(table io.Writer, all []glyph, entries []entry) error {
	var syllables []string
	number := map[string]int{}
	index := map[string]uint16{}
	var body bytes.Buffer
	for i, g := range all {
		if _, ok := number[g.reading]; !ok {
			number[g.reading] = len(syllables)
			syllables = append(syllables, g.reading)
		}
		index[g.reading+string(g.char)] = uint16(i)
		body.Write(binary.LittleEndian.AppendUint16(nil, uint16(g.char)))
		body.Write(binary.LittleEndian.AppendUint16(nil, uint16(number[g.reading])))
		body.WriteByte(g.cost)
	}
	slices.SortFunc(entries, func(a, b entry) int {
		if c := slices.Compare(a.readings, b.readings); c != 0 {
			return c
		}
		if a.cost != b.cost {
			return int(a.cost) - int(b.cost)
		}
		return slices.Compare(a.text, b.text)
	})
	sizes := []int{len(all)}
	for length := 2; length <= longest; length++ {
		sizes = append(sizes, 0)
		for _, e := range entries {
			if len(e.text) == length {
				sizes[length-1]++
				for i, r := range e.text {
					body.Write(binary.LittleEndian.AppendUint16(nil, index[e.readings[i]+string(r)]))
				}
				body.WriteByte(e.cost)
			}
		}
	}
	head := fmt.Sprintln(strings.Join(syllables, " "))
	for _, size := range sizes {
		head += fmt.Sprint(size) + " "
	}
	_, err := table.Write(append([]byte(strings.TrimSpace(head)+"\n"), body.Bytes()...))
	return err
}
