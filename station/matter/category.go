package matter

// Category is one class of matters: the words and picture the voter chooses by, the topic the books sort by, and
// phrases ready to be picked.
type Category struct {
	ID      string   `json:"id"`
	Label   string   `json:"label"` // as the voter sees it
	Topic   string   `json:"topic"` // as the books name it
	Phrases []string `json:"phrases"`
}

// Categories are the twelve classes, in the order the kiosk shows them.
var Categories = []Category{
	{"road", "道路", "城建环资", []string{"路面坏了，有坑", "井盖坏了或不见了", "路灯不亮", "路太窄，车过不去", "下雨积水，走不了", "缺少红绿灯或标志"}},
	{"water", "水", "城建环资", []string{"家里没有自来水", "水质浑浊，有味道", "水压太小", "水管漏水", "下水道堵了", "河道脏，有垃圾"}},
	{"power", "电", "工信交运", []string{"经常停电", "电压不稳", "电线太低或裸露", "电表读数不对", "变压器太吵", "网络或电话不通"}},
	{"waste", "垃圾环境", "城建环资", []string{"垃圾没人清", "垃圾桶不够", "有人乱倒垃圾", "公共厕所太脏", "焚烧冒烟", "污水乱排"}},
	{"housing", "房屋物业", "城建环资", []string{"房屋漏水或开裂", "电梯坏了", "物业不管事", "有人违章搭建", "拆迁安置没有落实", "危房没人管"}},
	{"health", "看病", "科教文卫", []string{"卫生室没有医生", "常用药买不到", "医保报销不清楚", "看病太远", "疫苗接种问题", "救护车进不来"}},
	{"school", "上学", "科教文卫", []string{"上学路上不安全", "校车问题", "学校收费不清楚", "学位不够", "学校食堂问题", "学校周边太乱"}},
	{"welfare", "养老低保", "社保民政", []string{"低保没有办下来", "养老金没有到账", "老人没人照顾", "残疾人补助问题", "食堂或日间照料停了", "证件办理困难"}},
	{"land", "田地", "三农", []string{"土地边界有争议", "征地补偿没有到位", "灌溉水渠坏了", "农药化肥质量差", "庄稼被损坏", "机耕路不通"}},
	{"safety", "安全", "政法监察", []string{"有安全隐患", "消防通道被堵", "有人打架或偷盗", "野狗伤人", "燃气有味道", "危险的树或墙"}},
	{"noise", "噪音油烟", "市场监督", []string{"晚上施工太吵", "广场舞太吵", "饭店油烟大", "工厂有臭味", "汽车鸣笛太吵", "养殖场有臭味"}},
	{"other", "其他", "其它", []string{"想提一个建议", "想找代表谈一谈", "办事跑了很多趟", "政策看不明白", "邻里有矛盾", "想表扬一个人或单位"}},
}

// CategoryLabel is the voter's word for a category; an unknown one is shown as itself.
func CategoryLabel(id string) string {
	for _, c := range Categories {
		if c.ID == id {
			return c.Label
		}
	}
	return id
}
