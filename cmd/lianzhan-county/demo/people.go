package demo

import (
	"crypto/sha256"
	"fmt"

	"lianzhan/station"
)

// The demo's people are put together from these; nobody is meant.
var (
	surnames = []rune("赵钱孙吴郑冯褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳")
	given    = []string{"安和", "柏舟", "长青", "春禾", "丹枫", "德音", "定波", "芳洲", "谷雨", "观澜", "海棠", "禾苗", "鹤鸣", "鸿渐", "惠风", "嘉树",
		"景行", "静姝", "开泰", "兰亭", "乐水", "立夏", "临川", "麦秋", "茂林", "明远", "南星", "宁远", "平野", "启明", "青禾", "清和", "秋实", "如松", "若谷",
		"善水", "石泉", "舒云", "思齐", "松涛", "素问", "天青", "听雨", "望舒", "闻溪", "夏初", "向阳", "晓岚", "星野", "修竹", "雪松", "言蹊", "延年", "一禾",
		"映雪", "有容", "雨生", "远山", "云帆", "月明", "芸生", "泽润", "知秋", "子衿", "自牧"}
)

// personName is the n-th name of a town. The two steps have no common factor with the lengths of the lists, so names repeat
// only after all of them were used.
func personName(town, n int) string {
	n += town * 761
	return string(surnames[(n*17)%len(surnames)]) + given[(n*23+n/len(surnames))%len(given)]
}

// codeOf is a short code nobody has to draw: it follows from the id.
func codeOf(id string) string {
	sum := sha256.Sum256([]byte("demo code " + id))
	return station.CodeFrom([5]byte(sum[:5]))
}

var professions = []string{"村党支部书记", "合作社社员", "卫生院医生", "学校教师", "企业职工", "种植户", "社区网格员", "养殖户", "个体经营者", "农技员"}

// deputyOf is the n-th deputy of a town, who sits in a congress or a council.
func (t *town) deputyOf(n int, seat station.Membership) *station.Deputy {
	id := t.deputyID(n)
	site := n % len(t.sites)
	d := &station.Deputy{ID: id, Code: codeOf(id), Name: personName(t.number, n), Gender: []string{"男", "女"}[n%3%2], Ethnicity: "汉族",
		Posts: []string{t.sites[site].area + professions[n%len(professions)]}, Order: n + 1}
	seat.StartDate = t.opened
	d.Memberships = []station.Membership{seat, {In: station.BodyStation, Of: t.siteID(site), StartDate: t.opened}}
	if len(t.groups) > 0 && seat.In == station.BodyCongress {
		d.Memberships = append(d.Memberships, station.Membership{In: station.BodyGroup, Of: t.groupID(n % len(t.groups)), StartDate: t.opened})
	}
	return d
}

func (t *town) deputyID(n int) string { return fmt.Sprintf("%s-d%03d", t.key, n+1) }

// some are so many deputies, another choice for every turn.
func (t *town) some(turn, many int) []string {
	ids := make([]string, 0, many)
	for i := range min(many, t.people) {
		ids = append(ids, t.deputyID((turn*many+i)%t.people))
	}
	return ids
}

func present(ids []string) []station.Attendance {
	list := make([]station.Attendance, 0, len(ids))
	for _, id := range ids {
		list = append(list, station.Attendance{Deputy: id, State: station.SignedIn})
	}
	return list
}
