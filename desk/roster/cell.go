package roster

import (
	"strings"

	"lianzhan/desk/sheet"
	"lianzhan/station"
)

// cellReaders read one cell each into the row; what they cannot read they complain about.
var cellReaders = map[Column]func(*line, sheet.Cell){
	Reading:     (*line).readReading,
	Gender:      (*line).readGender,
	Ethnicity:   (*line).readEthnicity,
	Birth:       (*line).readBirth,
	Party:       func(l *line, c sheet.Cell) { l.row.Person.Party = tidy(c.Text) },
	Education:   func(l *line, c sheet.Cell) { l.row.Person.Education = tidy(c.Text) },
	Tier:        (*line).readTier,
	UnitAndPost: func(l *line, c sheet.Cell) { l.row.Person.Posts = posts(c.Text) },
	Phone:       (*line).readPhone,
	PhonePublic: (*line).readPublished,
	Group:       func(l *line, c sheet.Cell) { l.row.Groups = bodies(c.Text) },
	Area:        func(l *line, c sheet.Cell) { l.row.Area = tidy(c.Text) },
	Station:     func(l *line, c sheet.Cell) { l.row.Stations = bodies(c.Text) },
	Congress:    func(l *line, c sheet.Cell) { l.row.Congress = tidy(c.Text) },
	Mandate:     (*line).readMandate,
	Villages:    func(l *line, c sheet.Cell) { l.row.Person.Villages = listed(c.Text) },
	Code:        (*line).readCode,
	Note:        func(l *line, c sheet.Cell) { l.row.Person.Note = strings.TrimSpace(c.Text) },
}

func (l *line) readReading(c sheet.Cell) {
	reading, ok := parseReading(c.Text)
	if !ok {
		l.warn(Reading, "读音“%s”不是拼音，没有用。", shorten(c.Text))
		return
	}
	l.row.Person.Reading = reading
}

func (l *line) readGender(c sheet.Cell) {
	switch text := tidy(c.Text); text {
	case "男", "男性":
		l.row.Person.Gender = "男"
	case "女", "女性":
		l.row.Person.Gender = "女"
	default:
		l.complain(Error, Gender, "第%d行 性别“%s”读不懂，请写 男 或 女。", l.number, shorten(text))
	}
}

func (l *line) readEthnicity(c sheet.Cell) {
	text := noBlanks(c.Text)
	if !strings.HasSuffix(text, "族") && len([]rune(text)) <= 5 {
		text += "族"
	}
	l.row.Person.Ethnicity = text
}

func (l *line) readBirth(c sheet.Cell) {
	birth, doubt, ok := parseBirth(c, l.layout.padded)
	if !ok {
		l.complain(Error, Birth, "第%d行 出生年月“%s”读不懂，请写成 1970-05。", l.number, shorten(c.Text))
		return
	}
	if doubt != "" {
		l.warn(Birth, "出生年月“%s”按 %s 读，请核对，最好写成 1970-05。", tidy(c.Text), doubt)
	}
	l.row.Person.BirthDate = birth
}

func (l *line) readTier(c sheet.Cell) {
	seats, ok := l.words.seats(c.Text)
	if !ok {
		l.complain(Error, Tier, "第%d行 代表层级“%s”认不出，请写 全国、省、市、县、镇 等。", l.number, shorten(c.Text))
		return
	}
	l.takeSeats(seats)
}

func (l *line) readPhone(c sheet.Cell) {
	phone, more, why := parsePhone(c.Text)
	if why != "" {
		l.complain(Error, Phone, "第%d行 联系电话“%s”%s。", l.number, shorten(c.Text), why)
		return
	}
	if more {
		l.warn(Phone, "有几个联系电话，只用了 %s。", phone)
	}
	l.row.Person.Phone = phone
}

func (l *line) readPublished(c sheet.Cell) {
	yes := false
	switch strings.ToLower(tidy(narrow(c.Text))) {
	case "是", "公开", "可公开", "可以", "同意", "√", "✓", "✔", "y", "yes", "1", "true":
		yes = true
	case "否", "不公开", "不可公开", "不同意", "×", "✗", "x", "n", "no", "0", "false":
	default:
		l.complain(Error, PhonePublic, "第%d行 公开电话“%s”读不懂，请写 是 或 否。", l.number, shorten(c.Text))
		return
	}
	l.row.Published = &yes
}

func (l *line) readMandate(c sheet.Cell) {
	start, end, ok := parseMandate(c.Text)
	if !ok {
		l.complain(Error, Mandate, "第%d行 任期“%s”读不懂，请写成 2022-01至2026-12。", l.number, shorten(c.Text))
		return
	}
	l.row.Start, l.row.End = start, end
}

func (l *line) readCode(c sheet.Cell) {
	code := station.FoldCode(narrow(c.Text))
	if !station.ValidCode(code) {
		l.complain(Error, Code, "第%d行 短码“%s”不对，请清空这一格。", l.number, shorten(c.Text))
		return
	}
	l.row.Person.Code = code
}

// bodies reads the names of groups or stations. A cell is taken apart only where every part looks like one, because
// names hold the same signs: 农业、农村专门小组.
func bodies(text string) []string {
	parts := listed(text)
	for _, part := range parts {
		if !strings.HasSuffix(part, "组") && !strings.HasSuffix(part, "站") && !strings.HasSuffix(part, "点") &&
			!strings.HasSuffix(part, "室") && !strings.HasSuffix(part, "家") {
			return []string{tidy(text)}
		}
	}
	return parts
}
