package ime

import "strings"

// Costs are logarithms of how unlikely something is, 14 to a factor of e, as in the table.
const (
	costUnfinished = 28 // the last syllable has only begun
	costInitial    = 49 // one letter stands for a syllable
	costFuzzy      = 70 // zh for z, l for n, -ng for -n
	costDotless    = 28 // lu for lü
)

// step is one way to hear some letters as a syllable.
type step struct {
	to        int  // the letter after it
	syllables span // which it may be
	cost      int
	initial   bool // one letter stands for the whole
}

// heard is the letters typed and all ways to part them into syllables that lead to the target.
type heard struct {
	letters string
	used    []int  // how many keys are used up once so many letters are
	cut     []bool // a separator stands before the letter
	steps   [][]step
	target  int // the furthest letter that can be reached: all, unless the end cannot be read
}

func isLetter(c byte) bool { c |= 0x20; return 'a' <= c && c <= 'z' }

// parts tells what stands between syllables: ' on a keyboard, a blank where somebody typed one.
func parts(c byte) bool { return c == '\'' || c == ' ' }

func hear(keys string) *heard {
	h := &heard{used: []int{0}, cut: []bool{false}}
	var letters strings.Builder
	for i := range len(keys) {
		if isLetter(keys[i]) {
			letters.WriteByte(keys[i] | 0x20)
			h.used, h.cut = append(h.used, i+1), append(h.cut, false)
			continue
		}
		h.used[letters.Len()], h.cut[letters.Len()] = i+1, true
	}
	h.letters = letters.String()
	h.listen(false)
	if h.target < len(h.letters) || len(h.letters) <= 4 {
		h.listen(true)
	}
	return h
}

// listen finds all steps; initials inside are heard only where whole syllables do not explain the letters, or few
// letters may well be initials (pa for 平安).
func (h *heard) listen(initials bool) {
	n := len(h.letters)
	h.steps = make([][]step, n+1)
	reached := make([]bool, n+1)
	reached[0], h.target = true, 0
	for at := range n {
		if !reached[at] {
			continue
		}
		h.steps[at] = h.from(at, initials)
		for _, s := range h.steps[at] {
			reached[s.to] = true
			h.target = max(h.target, s.to)
		}
	}
	h.prune()
}

// prune forgets the steps that do not lead to the target.
func (h *heard) prune() {
	leads := make([]bool, len(h.letters)+1)
	leads[h.target] = true
	for at := h.target; at >= 0; at-- {
		kept := h.steps[at][:0]
		for _, s := range h.steps[at] {
			if leads[s.to] {
				kept = append(kept, s)
			}
		}
		h.steps[at] = kept
		leads[at] = leads[at] || len(kept) > 0
	}
	clear(h.steps[h.target:])
}

func (h *heard) from(at int, initials bool) []step {
	t := phrases()
	var steps []step
	add := func(to int, syllables span, cost int, initial bool) {
		if syllables.from < syllables.to {
			steps = append(steps, step{to, syllables, cost, initial})
		}
	}
	for to := at + 1; to <= min(at+6, len(h.letters)) && (to == at+1 || !h.cut[to-1]); to++ {
		chunk := h.letters[at:to]
		for _, s := range spellings(chunk) {
			add(to, t.exactly(s.text), s.cost, false)
		}
		if to == len(h.letters) && !h.cut[to] {
			add(to, t.beginning(chunk), costUnfinished, false)
		} else if initials && isInitial(chunk) {
			add(to, t.beginning(chunk), costInitial, true)
		}
	}
	return steps
}

func isInitial(chunk string) bool {
	return len(chunk) == 1 || chunk == "zh" || chunk == "ch" || chunk == "sh"
}
