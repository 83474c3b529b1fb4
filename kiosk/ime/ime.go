// Package ime turns the letters a voter types into whole phrases: zilaishui, zls or zilaish into 自来水, and a run of
// letters into the likeliest sentence. It knows about 60,000 phrases and, before them, the village, deputy and office
// names of its house. The table lies in the program and is searched where it lies: nothing is loaded, nothing is kept
// between two keys but the names.
package ime

import (
	"net/url"
	"strconv"
	"sync/atomic"

	"lianzhan/station"
)

const (
	mostKeys       = 64
	usualLimit     = 40
	mostCandidates = 100
)

// Candidate is a phrase offered for the letters typed.
type Candidate struct {
	Text string `json:"text"`
	Keys int    `json:"keys"` // how many of the keys it uses up, separators included
}

// Answer is what some keys may mean, best first.
type Answer struct {
	Keys       string      `json:"keys"`
	Candidates []Candidate `json:"candidates"`
}

// Engine suggests phrases. Any number of goroutines may ask it at once.
type Engine struct {
	local func() []string
	names atomic.Pointer[names]
}

// New makes an engine. local tells the names of the house (villages, deputies, offices) as they are now; it is asked at
// every key, so it should answer from memory. It may be nil.
func New(local func() []string) *Engine {
	if local == nil {
		local = func() []string { return nil }
	}
	return &Engine{local: local}
}

// Answer answers the query string of GET /api/v1/phrases: keys (letters, ' or a blank between syllables, 64 at most) and
// limit (candidates wanted: 40 unless told, 100 at most).
func (e *Engine) Answer(query string) (Answer, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return Answer{}, station.Invalid("keys_invalid", "网址里有读不懂的字符。").Because(err)
	}
	limit := usualLimit
	if text := values.Get("limit"); text != "" {
		n, err := strconv.ParseUint(text, 10, 31)
		if err != nil {
			return Answer{}, station.Invalid("limit_invalid", "limit 要写 0 或更大的整数。").Because(err)
		}
		limit = int(n)
	}
	keys := values.Get("keys")
	if err := check(keys); err != nil {
		return Answer{}, err
	}
	return e.Suggest(keys, limit), nil
}

func check(keys string) error {
	if len(keys) > mostKeys {
		return station.Invalid("keys_invalid", "拼音太长，最多 %d 个字母，请先选字再接着打。", mostKeys)
	}
	for i := range len(keys) {
		if !isLetter(keys[i]) && !parts(keys[i]) {
			return station.Invalid("keys_invalid", "拼音只能用英文字母。")
		}
	}
	return nil
}

// Suggest offers at most limit phrases for some keys, 100 at most. Keys that cannot be read at all get none.
func (e *Engine) Suggest(keys string, limit int) Answer {
	answer := Answer{Keys: keys, Candidates: []Candidate{}}
	if check(keys) != nil {
		return answer
	}
	k := hear(keys)
	if k.target == 0 {
		return answer
	}
	f := finder{keys: k, names: e.known()}
	answer.Candidates = f.rank(min(limit, mostCandidates))
	return answer
}

// known are the names of the house, made ready anew whenever they change.
func (e *Engine) known() *names {
	list := e.local()
	now := e.names.Load()
	if now == nil || !now.same(list) {
		now = learn(list)
		e.names.Store(now)
	}
	return now
}
