package figure

import (
	"cmp"

	"lianzhan/station"
)

// siteRules count places and people.
var siteRules = []*rule{
	{key: "sites", group: "site", label: "联络站点", unit: "个", compare: true,
		text:  "登记在册的家、站、点、室，按种类分；公布的数字只作对照。",
		parts: func(_ *view, key string) string { return siteLabel(key) },
		order: siteOrder(),
		site:  func(_ *view, f *siteFact, add func(row)) { add(one("", cmp.Or(string(f.site.Kind), nobody))) }},
	{key: "members", group: "site", label: "代表", unit: "人", compare: true,
		text:  "截止日在任的人大代表和街道议政代表，一人算一次。",
		parts: labels(map[string]string{"deputy": "人大代表", "councillor": "议政代表"}),
		order: []string{"deputy", "councillor"},
		deputy: func(v *view, f *deputyFact, add func(row)) {
			if kind := v.member(f); kind != "" {
				add(one("", kind))
			}
		}},
	{key: "tiers", group: "site", label: "各级人大代表", unit: "人",
		text:  "截止日在任的人大代表，按层级分；一人担任几级的，每级都算，总数只算一次。",
		parts: tierLabel,
		order: tierOrder(),
		deputy: func(v *view, f *deputyFact, add func(row)) {
			for i, tier := range f.deputy.Tiers(v.on) {
				r := one("", string(tier))
				r.again = i > 0
				add(r)
			}
		}},
	{key: "placed", group: "site", label: "进站代表", unit: "人", kind: share, ofLabel: "代表", rateLabel: "进站率", compare: true,
		text: "在任的代表和议政代表里，截止日编入了某个联络站点的。",
		deputy: func(v *view, f *deputyFact, add func(row)) {
			if v.member(f) != "" {
				_, placed := f.deputy.In(station.BodyStation, v.on)
				add(test("", placed, ""))
			}
		}},
	{key: "groups", group: "site", label: "代表小组", unit: "个",
		text:  "登记在册的代表小组，分区域小组和专门小组。",
		parts: labels(map[string]string{string(station.GroupArea): "区域小组", string(station.GroupSpecial): "专门小组", nobody: "未写明"}),
		grouping: func(_ *view, f *groupFact, add func(row)) {
			add(one("", cmp.Or(string(f.group), nobody)))
		}},
}

func siteOrder() []string {
	var order []string
	for _, k := range station.SiteKinds {
		order = append(order, string(k.ID))
	}
	return order
}

func tierOrder() []string {
	var order []string
	for _, t := range station.Tiers {
		order = append(order, string(t))
	}
	return order
}

// tierLabel words a tier the way the place asked for speaks.
func tierLabel(v *view, key string) string {
	tier := station.Tier(key)
	for i := range v.book.sites.facts {
		if f := &v.book.sites.facts[i]; v.book.places[f.place] == v.q.Scope && f.site.TierLabels[tier] != "" {
			return f.site.TierLabels[tier]
		}
	}
	return tier.Label()
}

func siteLabel(key string) string {
	if key == nobody {
		return "未写明"
	}
	return station.SiteKind(key).Label()
}
