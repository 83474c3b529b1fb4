package intake

import (
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// The bounds of the short fields, in characters.
const (
	longestTitle   = 40
	longestPlace   = 40
	longestName    = 30
	longestPhone   = 20
	shortestPhone  = 5 // digits: 12345
	mostDeputies   = 5
	mostPeople     = 1_000_000
	categoryNeeded = "请选是哪一类事。"
)

// Submission is what a voter hands in, as it came.
type Submission struct {
	Client       string   `json:"client"`
	Category     string   `json:"category"`
	Title        string   `json:"title"`
	Words        string   `json:"words"`
	Village      string   `json:"village"`
	Place        string   `json:"place"`
	Deputies     []string `json:"deputies"` // ids or short codes
	People       int      `json:"people"`
	Contact      *Contact `json:"contact"`
	Anonymous    bool     `json:"anonymous"`
	Confidential bool     `json:"confidential"`
	Consent      string   `json:"consent"`
	Photos       []string `json:"photos"` // upload ids
	Voice        string   `json:"voice"`  // upload id
	Draft        string   `json:"draft"`
	Started      string   `json:"started"` // form token
	Altcha       string   `json:"altcha"`
	Website      string   `json:"website"` // no person sees this field; a program fills it in
}

// Contact is who the voter is, as far as they say.
type Contact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// Tidy cleans every text, masks the numbers that should not have been given and says which kinds those were. Errors name
// the first field that cannot be taken.
func (s *Submission) Tidy() (masked []string, err error) {
	var m masker
	for _, f := range []struct {
		text *string
		what string
		most int
		tidy func(string) string
	}{
		{&s.Words, "内容", matter.LongestWords, lines}, {&s.Title, "标题", longestTitle, line},
		{&s.Village, "村社区的名字", longestPlace, line}, {&s.Place, "地点", longestPlace, line},
	} {
		if len(*f.text) > longestRaw {
			return nil, bounded(*f.text, f.what, f.most)
		}
		*f.text = f.tidy(*f.text)
		if err := bounded(*f.text, f.what, f.most); err != nil {
			return nil, err
		}
		*f.text = m.mask(*f.text)
	}
	switch {
	case matter.CategoryLabel(s.Category) == s.Category:
		return nil, station.Invalid("category_unknown", categoryNeeded)
	case len(s.Deputies) > mostDeputies:
		return nil, station.Invalid("deputies_many", "一次最多选 %d 位代表。", mostDeputies)
	case s.People < 0 || s.People > mostPeople:
		return nil, station.Invalid("people_invalid", "人数不对，请重新填。")
	case s.Consent != station.ConsentVersion:
		return nil, station.Invalid("consent_missing", "请先看一看怎样使用您的信息，再点同意。")
	}
	if err := s.tidyContact(&m); err != nil {
		return nil, err
	}
	if s.Title == "" {
		s.Title = s.shortTitle()
	}
	return m.kinds, nil
}

func (s *Submission) tidyContact(m *masker) error {
	if s.Anonymous {
		s.Contact = nil
	}
	if s.Contact == nil {
		return nil
	}
	c := Contact{Name: line(s.Contact.Name), Phone: line(s.Contact.Phone)}
	if err := bounded(c.Name, "称呼", longestName); err != nil {
		return err
	}
	c.Name = m.mask(c.Name)
	phone, err := readPhone(c.Phone)
	if err != nil {
		return err
	}
	s.Contact = &Contact{Name: c.Name, Phone: phone}
	if *s.Contact == (Contact{}) {
		s.Contact = nil
	}
	return nil
}

// readPhone reads a telephone number as people write it, empty for none.
func readPhone(s string) (string, error) {
	wrong := station.Invalid("phone_invalid", "电话号码不对，请检查一下，不想留可以空着。")
	digits := 0
	plain := strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			r = r - '０' + '0'
		}
		switch {
		case r >= '0' && r <= '9':
			digits++
			return r
		case r == '-' || r == '+':
			return r
		case unicode.IsSpace(r):
			return -1
		}
		return 'x'
	}, s)
	if s != "" && (strings.Contains(plain, "x") || digits < shortestPhone || len(plain) > longestPhone) {
		return "", wrong
	}
	return plain, nil
}

// shortTitle makes a title for lists from what was picked: 道路：莲池村 村口.
func (s *Submission) shortTitle() string {
	where := strings.TrimSpace(s.Village + " " + s.Place)
	title := matter.CategoryLabel(s.Category)
	if where != "" {
		title += "：" + where
	}
	if utf8.RuneCountInString(title) > longestTitle {
		title = string([]rune(title)[:longestTitle])
	}
	return title
}

// Print is a keyed hash of what was said and where, to see the same text come twice; empty where nothing was written.
func (s *Submission) Print(key station.Key) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s.Words)
	if letters == "" {
		return ""
	}
	return hex.EncodeToString(key.Sum("matter-print", letters, s.Village, s.Place)[:16])
}
