package roster

import (
	"regexp"
	"strings"
)

// Column is what a column of a roster holds.
type Column int

// The columns a roster can have, in the order an export writes them.
const (
	Name Column = iota
	Reading
	Gender
	Ethnicity
	Birth
	Party
	Education
	Tier
	UnitAndPost
	Unit
	Post
	Phone
	PhonePublic
	Group
	Area
	Station
	Congress
	Mandate
	Villages
	Code
	Note
	Photo
	Serial // counted by the office, of no use to us
)

// headings are the words offices write over a column; the first is the one we use.
var headings = map[Column][]string{
	Name:        {"姓名", "代表姓名", "名字", "代表", "人大代表", "代表名单", "人大代表姓名"},
	Reading:     {"读音", "拼音", "姓名拼音", "注音", "姓名读音"},
	Gender:      {"性别"},
	Ethnicity:   {"民族", "族别"},
	Birth:       {"出生年月", "出生日期", "出生时间", "出生年月日", "生日", "出生"},
	Party:       {"政治面貌", "党派", "党派团体", "面貌"},
	Education:   {"学历", "文化程度", "最高学历", "学历学位", "受教育程度"},
	Tier:        {"代表层级", "层级", "代表类别", "级别", "代表级别", "类别", "代表身份", "任职层级", "代表层次", "层次", "几级代表"},
	UnitAndPost: {"工作单位及职务", "单位职务", "工作单位职务", "单位及职务", "工作单位和职务", "单位和职务", "工作单位与职务", "职业", "身份及职务", "工作单位及职业"},
	Unit:        {"工作单位", "单位", "单位名称", "工作单位名称"},
	Post:        {"职务", "职务职称", "岗位", "行政职务", "工作职务"},
	Phone:       {"联系电话", "手机", "电话", "联系方式", "手机号码", "电话号码", "手机号", "联系手机", "移动电话", "联系号码"},
	PhonePublic: {"公开电话", "是否公开电话", "电话公开", "电话是否公开", "是否公开", "公开"},
	Group:       {"代表小组", "小组", "小组名称", "编组", "代表小组名称"},
	Area:        {"选区", "选举单位", "选区名称", "原选区", "选区号", "当选选区", "选区或选举单位", "原选举单位", "选区选举单位"},
	Station:     {"进驻联络站", "联络站", "站点", "联络站点", "进驻站点", "联络点", "代表联络站", "人大代表联络站", "进驻点", "联络站名称"},
	Congress:    {"届次", "届别", "代表届次", "届"},
	Mandate:     {"任期", "任职时间", "任期起止", "任职起止", "任职期限", "任期时间"},
	Villages:    {"联系村", "村", "联系村社区", "联系村居", "村社区", "村居", "联系片区", "挂联村"},
	Code:        {"短码", "代表短码", "代表码"},
	Note:        {"备注", "说明", "附注", "备考"},
	Photo:       {"照片", "相片", "头像", "图片", "一寸照", "证件照", "电子照片"},
	Serial:      {"序号", "编号", "号", "no", "no.", "序"},
}

// Label is the word the house writes over a column.
func (c Column) Label() string { return headings[c][0] }

var columnOf = func() map[string]Column {
	all := map[string]Column{}
	for column, words := range headings {
		for _, word := range words {
			all[word] = column
		}
	}
	return all
}()

var (
	inBrackets   = regexp.MustCompile(`[(\[【〔].*?[)\]】〕]`)
	headingSigns = strings.NewReplacer("*", "", ":", "", "、", "", "/", "", "_", "", ",", "", "。", "", "?", "")

	aroundWord = regexp.MustCompile(`^(本人|现任|现|所在|所属|进驻|代表的?|主要)`)
)

// recognise says which column a heading stands over.
func recognise(heading string) (Column, bool) {
	word := headingWord(heading)
	if column, ok := columnOf[word]; ok {
		return column, true
	}
	column, ok := columnOf[aroundWord.ReplaceAllString(word, "")]
	return column, ok
}

// headingWord strips a heading of blanks, brackets and signs: "联 系 电 话(必填)*" is "联系电话".
func headingWord(heading string) string {
	word := inBrackets.ReplaceAllString(noBlanks(narrow(heading)), "")
	return strings.ToLower(headingSigns.Replace(word))
}
